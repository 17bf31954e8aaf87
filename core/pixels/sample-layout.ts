/** How a picture's samples lie in its planes: how many bits each has, and how many pixels lie from one sample of chroma to the next. */
import type { Samples } from './image.ts';

/** Colour beside luma, or red, green and blue: then `y` is green, `u` blue and `v` red. */
export type Chroma = '4:2:0' | '4:2:2' | '4:4:4' | 'rgb';

export interface SampleLayout {
  readonly bits: 8 | 10 | 12 | 16;
  readonly chroma: Chroma;
}

/** What every frame is read as, and planes that say nothing else. */
export const plainLayout: SampleLayout = { bits: 8, chroma: '4:2:0' };

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pixels from one sample of chroma to the next. */
export const chromaSteps = ({ chroma }: SampleLayout): { readonly across: 1 | 2; readonly down: 1 | 2 } =>
  steps[chroma];

const steps = {
  '4:2:0': { across: 2, down: 2 },
  '4:2:2': { across: 2, down: 1 },
  '4:4:4': { across: 1, down: 1 },
  rgb: { across: 1, down: 1 },
} as const satisfies Readonly<Record<Chroma, unknown>>;

/** Of `u` and of `v`, samples. */
export const chromaSize = ({ width, height }: Size, layout: SampleLayout): Size => {
  const { across, down } = chromaSteps(layout);
  return { width: Math.ceil(width / across), height: Math.ceil(height / down) };
};

/** Of all three planes. */
export const sampleCount = (size: Size, layout: SampleLayout): number => {
  const chroma = chromaSize(size, layout);
  return size.width * size.height + 2 * chroma.width * chroma.height;
};

export const pictureBytes = (size: Size, layout: SampleLayout): number =>
  sampleCount(size, layout) * bytesPerSample(layout);

const bytesPerSample = ({ bits }: SampleLayout): 1 | 2 => (bits === 8 ? 1 : 2);

/** The memory of a picture as numbers of its samples. */
export const asSamples = (bytes: Uint8Array, layout: SampleLayout): Samples =>
  bytesPerSample(layout) === 1 ? bytes : new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);

/** The three planes, one behind the other in these samples. */
export const cutPlanes = <Plane extends Samples>(
  samples: Plane,
  size: Size,
): { readonly y: Plane; readonly u: Plane; readonly v: Plane } => {
  const luma = size.width * size.height;
  const chroma = (samples.length - luma) / 2;
  const part = (from: number, end: number): Plane => samples.subarray(from, end) as Plane;
  return { y: part(0, luma), u: part(luma, luma + chroma), v: part(luma + chroma, samples.length) };
};

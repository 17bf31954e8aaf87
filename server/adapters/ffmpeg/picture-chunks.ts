/**
 * A frame's planes as the bytes of a picture for an encoder, as they lie: three megabytes copied for each frame of HD cost
 * as much as drawing half a face. Copied are the rows that bear the label, and all of a picture with an odd side, which
 * gets one more row or column, since players want even ones.
 */
import type { Samples, YuvPlanes } from '#core/pixels/image.ts';
import { drawLabel, type Label } from '#core/pixels/label.ts';
import {
  asSamples,
  chromaSize,
  chromaSteps,
  cutPlanes,
  pictureBytes,
  plainLayout,
} from '#core/pixels/sample-layout.ts';

/**
 * To be sent one after the other. The frame stays as it is, and must until they are sent; the label's rows lie in memory that
 * `take` gives of so many bytes.
 */
export const pictureChunks = (
  frame: YuvPlanes,
  label: Label | undefined,
  take: (sizeBytes: number) => Uint8Array,
): readonly Uint8Array[] => {
  const picture = isEven(frame) ? frame : copyEven(frame);
  return (label ? labelled(picture, label, take) : [picture.y, picture.u, picture.v]).map(asBytes);
};

export const even = (side: number): number => side + (side % 2);

/** Of a picture with even sides. */
export const writtenBytes = ({ width, height, layout = plainLayout }: YuvPlanes): number =>
  pictureBytes({ width: even(width), height: even(height) }, layout);

const isEven = ({ width, height }: YuvPlanes): boolean => width % 2 === 0 && height % 2 === 0;

const labelled = (picture: YuvPlanes, label: Label, take: (sizeBytes: number) => Uint8Array): Samples[] => {
  const { layout = plainLayout } = picture;
  const top = label.top - (label.top % 2);
  const bottom = Math.min(even(label.top + label.height), picture.height);
  const { width } = chromaSize(picture, layout);
  const { down } = chromaSteps(layout);
  const samplesTo = { y: (row: number) => row * picture.width, chroma: (row: number) => (row / down) * width };
  const rowsOf = (plane: Samples, to: (row: number) => number): Samples => {
    const rows = plane.subarray(to(top), to(bottom));
    const copy = asSamples(take(rows.byteLength), layout);
    copy.set(rows);
    return copy;
  };
  const rows = {
    y: rowsOf(picture.y, samplesTo.y),
    u: rowsOf(picture.u, samplesTo.chroma),
    v: rowsOf(picture.v, samplesTo.chroma),
  };
  drawLabel({ ...label, top: label.top - top }, { ...picture, ...rows, height: bottom - top });
  const around = (plane: Samples, within: Samples, first: number): Samples[] => [
    plane.subarray(0, first),
    within,
    plane.subarray(first + within.length),
  ];
  return [
    ...around(picture.y, rows.y, samplesTo.y(top)),
    ...around(picture.u, rows.u, samplesTo.chroma(top)),
    ...around(picture.v, rows.v, samplesTo.chroma(top)),
  ].filter(({ length }) => length > 0);
};

const asBytes = ({ buffer, byteOffset, byteLength }: Samples): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const copyEven = (frame: YuvPlanes): YuvPlanes => {
  const { layout = plainLayout } = frame;
  const size = { width: even(frame.width), height: even(frame.height) };
  const planes = cutPlanes(asSamples(new Uint8Array(pictureBytes(size, layout)), layout), size);
  const [from, to] = [chromaSize(frame, layout), chromaSize(size, layout)];
  copyPlane({ ...frame, data: frame.y }, { ...size, data: planes.y });
  for (const each of ['u', 'v'] as const) copyPlane({ ...from, data: frame[each] }, { ...to, data: planes[each] });
  return { ...frame, ...size, ...planes };
};

interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Samples;
}

/** One more column or row is the last one's like. */
const copyPlane = (from: Plane, to: Plane): void => {
  if (to.width === from.width) to.data.set(from.data);
  else for (let row = 0; row < from.height; row += 1) copyRowRepeatingEnd(from, to.data, row);
  const end = to.width * from.height;
  if (to.height !== from.height) to.data.copyWithin(end, end - to.width, end);
};

const copyRowRepeatingEnd = ({ data, width }: Plane, to: Samples, row: number): void => {
  const source = data.subarray(row * width, (row + 1) * width);
  const start = row * (width + 1);
  to.set(source, start);
  to[start + width] = source.at(-1) ?? 0;
};

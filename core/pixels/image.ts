/** Pictures as plain data: interleaved RGB for faces and previews, planar YUV for frames of video. */
import type { SampleLayout } from './sample-layout.ts';

/** 8-bit RGB, interleaved, rows top to bottom: `data[(y * width + x) * 3 + channel]`. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** RGB as the models see it: interleaved floats, 0..1. */
export interface FloatImage {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** How the numbers of a frame map to colour (ITU-R BT.601, 709, 2020; limited = 16..235). */
export interface YuvColour {
  readonly matrix: 'bt601' | 'bt709' | 'bt2020';
  readonly range: 'limited' | 'full';
}

/** Numbers of a plane: of 8 bits in one byte each, of more in two. */
export type Samples = Uint8Array | Uint16Array;

/** `y` is width x height; of yuv420p, `u` and `v` are ceil(width / 2) x ceil(height / 2). */
export interface YuvPlanes<Plane extends Samples = Samples> {
  readonly width: number;
  readonly height: number;
  readonly y: Plane;
  readonly u: Plane;
  readonly v: Plane;
  readonly colour: YuvColour;
  /** yuv420p of 8 bits without. */
  readonly layout?: SampleLayout;
}

/** How light becomes signal: the screen's own curve, or one of BT.2100's two for HDR. */
export type Transfer = 'sdr' | HdrTransfer;
export type HdrTransfer = 'pq' | 'hlg';

/** The same picture with the clip's own bits, chroma and range, as far as its result holds them: not tone-mapped. */
export interface OwnPlanes extends YuvPlanes {
  readonly layout: SampleLayout;
  readonly transfer: Transfer;
}

/**
 * One frame of video with 8 bits a sample; of HDR, tone-mapped to BT.709. Faces are found, followed and drawn in these.
 * The planes are the owner's to write on: a swapped face is blended into them in place.
 */
export interface VideoFrame extends YuvPlanes<Uint8Array> {
  /** Position in the clip as decoded, from 0. */
  readonly index: number;
  readonly timeSeconds: number;
  /** There where a clip that has more than yuv420p of 8 bits is to keep it. */
  readonly own?: OwnPlanes;
  /** There where the file is damaged, as far as its decoder said so at about this frame. */
  readonly damage?: FrameDamage;
}

export interface FrameDamage {
  /** Frames of the clip that are missing just before this one. */
  readonly lost: number;
}

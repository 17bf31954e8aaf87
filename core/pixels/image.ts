/** Pictures as plain data: interleaved RGB for faces and previews, planar YUV for frames of video. */

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

/**
 * One frame of video, 8-bit yuv420p: `y` is width x height, `u` and `v` are ceil(width / 2) x ceil(height / 2).
 * The planes are the owner's to write on: a swapped face is blended into them in place.
 */
export interface VideoFrame {
  /** Position in the clip as decoded, from 0. */
  readonly index: number;
  readonly timeSeconds: number;
  readonly width: number;
  readonly height: number;
  readonly y: Uint8Array;
  readonly u: Uint8Array;
  readonly v: Uint8Array;
  readonly colour: YuvColour;
  /** There where the file is damaged, as far as its decoder said so at about this frame. */
  readonly damage?: FrameDamage;
}

export interface FrameDamage {
  /** Frames of the clip that are missing just before this one. */
  readonly lost: number;
}

/** Photos as people send them, opened whole. */
import type { RgbImage } from '#core/pixels/image.ts';

export interface PhotoReader {
  /**
   * The photo upright, at most `maxSide` px on its longer side. It is decoded to its end, so that a broken one is found.
   * @throws StudioError file_missing, file_empty, not_an_image, codec_not_allowed, video_too_big
   */
  read(options: { readonly path: string; readonly maxSide: number; readonly signal: AbortSignal }): Promise<RgbImage>;
}

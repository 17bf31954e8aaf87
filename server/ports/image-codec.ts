/** Pictures to files and back. */
import type { RgbImage } from '#core/pixels/image.ts';

export interface ImageCodec {
  /** @throws StudioError not_an_image */
  read(path: string): Promise<RgbImage>;
  /** Upright (EXIF applied), at most `maxSide` px on the longer side. @throws StudioError not_an_image */
  decode(bytes: Uint8Array, options: { readonly maxSide: number }): Promise<RgbImage>;
  encodeJpeg(image: RgbImage, options: { readonly quality: number }): Promise<Uint8Array>;
  encodePng(image: RgbImage): Promise<Uint8Array>;
  /** A moving WebP of pictures of one size, that begins again when it is over. */
  encodeAnimation(frames: readonly RgbImage[], options: { readonly delaysMs: readonly number[] }): Promise<Uint8Array>;
}

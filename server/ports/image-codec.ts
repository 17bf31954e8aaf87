/** Pictures to files and back. */
import type { PictureMarks } from '#core/interchange/xmp.ts';
import type { RgbImage } from '#core/pixels/image.ts';

export interface AnimationOptions {
  readonly delaysMs: readonly number[];
  /** WebP without. */
  readonly format?: 'webp' | 'gif';
  readonly marks?: PictureMarks;
}

export interface ImageCodec {
  /** @throws StudioError not_an_image */
  read(path: string): Promise<RgbImage>;
  /** Upright (EXIF applied), at most `maxSide` px on the longer side. @throws StudioError not_an_image */
  decode(bytes: Uint8Array, options: { readonly maxSide: number }): Promise<RgbImage>;
  encodeJpeg(image: RgbImage, options: { readonly quality: number }): Promise<Uint8Array>;
  /** `marks` go into the file, for other programs to read. */
  encodePng(image: RgbImage, options?: { readonly marks?: PictureMarks }): Promise<Uint8Array>;
  encodeWebp(image: RgbImage, options: { readonly quality: number; readonly marks: PictureMarks }): Promise<Uint8Array>;
  /** A moving picture of pictures of one size, that begins again when it is over: WebP, or GIF with its 256 colours. */
  encodeAnimation(frames: readonly RgbImage[], options: AnimationOptions): Promise<Uint8Array>;
}

/** What the page and its picture worker say to each other. */

/** Replaces what was asked before: pictures that are no longer wanted are not loaded any more. First things first. */
export interface WantPictures {
  readonly sizePx: number;
  readonly pictures: readonly { readonly id: string; readonly url: string }[];
}

/** Null = it could not be loaded. */
export interface LoadedPicture {
  readonly id: string;
  readonly url: string;
  readonly sizePx: number;
  readonly bitmap: ImageBitmap | null;
}

/** What the beginning of a video already tells, before the rest of it is here. */

export interface Glimpse {
  /** As the header promises it; null where it says nothing. */
  readonly durationSeconds: number | null;
  /** One of the first frames as a JPEG; null where none could be read. */
  readonly picture: Uint8Array | null;
}

export interface VideoGlimpse {
  /** Nothing is refused here: of a file that cannot be read, both are null. @throws StudioError cancelled */
  look(path: string, signal: AbortSignal): Promise<Glimpse>;
}

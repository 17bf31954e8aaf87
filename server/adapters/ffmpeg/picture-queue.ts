/**
 * Cuts the bytes of raw video into pictures, and takes no more while two pictures wait: a slow reader slows ffmpeg and
 * not the memory.
 */
import type { PictureMemory } from '#server/ports/frame-io.ts';

const mostWaiting = 2;

export class PictureQueue {
  readonly #pictureBytes: number;
  readonly #memory: PictureMemory;
  readonly #whole: Uint8Array[] = [];
  /** Being filled; none until its first bytes come. */
  #picture: Uint8Array | undefined;
  #filled = 0;
  /** There while nothing more is taken. */
  #makeRoom: (() => void) | undefined;
  #wake: () => void = () => undefined;
  #closed = false;

  constructor(pictureBytes: number, memory: PictureMemory = freshMemory) {
    this.#pictureBytes = pictureBytes;
    this.#memory = memory;
  }

  /** The next picture, nobody else's; undefined after the last. */
  async next(): Promise<Uint8Array | undefined> {
    while (this.#whole.length === 0 && !this.#closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const picture = this.#whole.shift();
    const makeRoom = this.#makeRoom;
    this.#makeRoom = undefined;
    makeRoom?.();
    return picture;
  }

  /** Where what comes next is to be written: the rest of a picture. */
  room(): Uint8Array {
    this.#picture ??= this.#memory.take(this.#pictureBytes);
    return this.#picture.subarray(this.#filled);
  }

  /** So much was written there. False where no more is to come until `makeRoom` is called. */
  filled(count: number, makeRoom: () => void): boolean {
    this.#filled += count;
    if (this.#picture && this.#filled === this.#pictureBytes) this.#push(this.#picture);
    if (this.#whole.length < mostWaiting) return true;
    this.#makeRoom = makeRoom;
    return false;
  }

  /** No more will come; what waits may still be taken. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  #push(picture: Uint8Array): void {
    this.#whole.push(picture);
    this.#picture = undefined;
    this.#filled = 0;
    this.#wake();
  }
}

/** Not filled with zeros, and no Buffer: a Buffer's `slice` would be a view of it. */
const freshMemory: PictureMemory = { take: (bytes) => new Uint8Array(Buffer.allocUnsafeSlow(bytes).buffer) };

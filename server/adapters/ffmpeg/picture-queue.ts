/**
 * Cuts the bytes of a raw video pipe into pictures. It takes no more bytes while two pictures wait, so a slow reader
 * slows ffmpeg and not the memory.
 */
import { Writable } from 'node:stream';
import type { PictureMemory } from '#server/ports/frame-io.ts';

const mostWaiting = 2;

export class PictureQueue extends Writable {
  readonly #pictureBytes: number;
  readonly #memory: PictureMemory;
  readonly #whole: Uint8Array[] = [];
  /** Being filled; none until its first bytes come. */
  #picture: Uint8Array | undefined;
  #filled = 0;
  #resume: (() => void) | undefined;
  #wake: () => void = () => undefined;
  #closed = false;

  constructor(pictureBytes: number, memory: PictureMemory = freshMemory) {
    // Without autoDestroy: fluent-ffmpeg takes a stream that closes as a reason to kill a process about to end well.
    super({ autoDestroy: false, highWaterMark: 1 << 20 });
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
    const resume = this.#resume;
    this.#resume = undefined;
    resume?.();
    return picture;
  }

  /** No more will come; what waits may still be taken. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  override _write(chunk: Buffer, _encoding: string, taken: () => void): void {
    for (let offset = 0; offset < chunk.length; ) {
      const length = Math.min(this.#pictureBytes - this.#filled, chunk.length - offset);
      this.#picture ??= this.#memory.take(this.#pictureBytes);
      this.#picture.set(chunk.subarray(offset, offset + length), this.#filled);
      this.#filled += length;
      offset += length;
      if (this.#filled === this.#pictureBytes) this.#push(this.#picture);
    }
    if (this.#whole.length < mostWaiting) taken();
    else this.#resume = taken;
  }

  override _final(done: () => void): void {
    this.close();
    done();
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

/**
 * Cuts the bytes of a raw video pipe into pictures. It takes no more bytes while two pictures wait, so a slow reader
 * slows ffmpeg and not the memory.
 */
import { Writable } from 'node:stream';

const mostWaiting = 2;

export class PictureQueue extends Writable {
  readonly #pictureBytes: number;
  readonly #whole: Uint8Array[] = [];
  #picture: Uint8Array;
  #filled = 0;
  #resume: (() => void) | undefined;
  #wake: () => void = () => undefined;
  #closed = false;

  constructor(pictureBytes: number) {
    // Without autoDestroy: fluent-ffmpeg takes a stream that closes as a reason to kill a process about to end well.
    super({ autoDestroy: false, highWaterMark: 1 << 20 });
    this.#pictureBytes = pictureBytes;
    this.#picture = memoryOf(pictureBytes);
  }

  /** The next picture, in memory of its own; undefined after the last. */
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
      this.#picture.set(chunk.subarray(offset, offset + length), this.#filled);
      this.#filled += length;
      offset += length;
      if (this.#filled === this.#pictureBytes) this.#push();
    }
    if (this.#whole.length < mostWaiting) taken();
    else this.#resume = taken;
  }

  override _final(done: () => void): void {
    this.close();
    done();
  }

  #push(): void {
    this.#whole.push(this.#picture);
    this.#picture = memoryOf(this.#pictureBytes);
    this.#filled = 0;
    this.#wake();
  }
}

/** Not filled with zeros, and no Buffer: a Buffer's `slice` would be a view of it. */
const memoryOf = (bytes: number): Uint8Array => new Uint8Array(Buffer.allocUnsafeSlow(bytes).buffer);

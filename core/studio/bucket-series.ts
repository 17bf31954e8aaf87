/**
 * Values of frame after frame in a few buckets, of a clip whose length nobody knows before its end. Where there would be too
 * many, two neighbours become one: all series of as many frames have buckets of one width.
 */
export class BucketSeries {
  readonly #most: number;
  readonly #pick: (one: number, other: number) => number;
  #width = 1;
  #values: (number | null)[] = [];

  /** `pick` makes of two values the one that stands for both; `most` is even. */
  constructor({ most, pick }: { readonly most: number; readonly pick: (one: number, other: number) => number }) {
    this.#most = most;
    this.#pick = pick;
  }

  add(frame: number, value: number): void {
    this.#makeRoom(frame);
    const at = Math.floor(frame / this.#width);
    this.#values[at] = this.#both(this.#values[at] ?? null, value);
  }

  /** Of so many frames; null where no value fell into a bucket. */
  of(frames: number): { readonly width: number; readonly values: (number | null)[] } {
    this.#makeRoom(frames - 1);
    const length = Math.ceil(frames / this.#width);
    return { width: this.#width, values: Array.from({ length }, (_, at) => this.#values[at] ?? null) };
  }

  #makeRoom(frame: number): void {
    while (frame >= this.#most * this.#width) {
      const { length } = this.#values;
      this.#values = Array.from({ length: Math.ceil(length / 2) }, (_, at) =>
        this.#both(this.#values[2 * at] ?? null, this.#values[2 * at + 1] ?? null),
      );
      this.#width *= 2;
    }
  }

  #both(one: number | null, other: number | null): number | null {
    return one === null ? other : other === null ? one : this.#pick(one, other);
  }
}

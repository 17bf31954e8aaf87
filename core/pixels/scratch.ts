/** Memory used over and over by what works on one picture after the other: half a megabyte of garbage a face would keep the collector busy. */

export class Scratch<Numbers extends Uint8Array | Float32Array> {
  readonly #make: (length: number) => Numbers;
  readonly #arrays: Numbers[] = [];
  #taken = 0;

  constructor(make: (length: number) => Numbers) {
    this.#make = make;
  }

  /** Holds whatever was there before; nobody else's until `reuse`. */
  take(length: number): Numbers {
    const at = this.#taken++;
    const array = this.#arrays[at];
    const long = array && array.length >= length ? array : this.#make(length);
    this.#arrays[at] = long;
    return long.subarray(0, length) as Numbers;
  }

  /** All that was taken may be taken again. */
  reuse(): void {
    this.#taken = 0;
  }
}

export const byteScratch = (): Scratch<Uint8Array> => new Scratch((length) => new Uint8Array(length));

export const floatScratch = (): Scratch<Float32Array> => new Scratch((length) => new Float32Array(length));

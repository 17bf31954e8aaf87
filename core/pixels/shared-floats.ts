/** Memory for numbers that two threads see, used again: fresh pages are dear, and so is freeing them. */

export interface SharedFloats {
  /** Nobody else's until it is given back. What it holds is left over from before. */
  take(length: number): Float32Array;
  giveBack(memory: Float32Array): void;
}

export const createSharedFloats = (): SharedFloats => {
  const free: Float32Array[] = [];
  return {
    take: (length) => {
      const index = free.findIndex((memory) => memory.length === length);
      if (index >= 0) return free.splice(index, 1)[0] as Float32Array;
      return new Float32Array(new SharedArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT));
    },
    giveBack: (memory) => {
      free.push(memory);
      if (free.length > mostFree) free.shift();
    },
  };
};

const mostFree = 4;

/**
 * What strong compression does to a picture: 8 x 8 blocks are brought to cosines (DCT-II), rounded to coarse steps, and
 * brought back, as JPEG does it, without thinning the colours. Steps are those of ITU-T T.81 annex K.
 */

// biome-ignore format: a table
const lumaSteps = Float64Array.of(
  16, 11, 10, 16, 24, 40, 51, 61,
  12, 12, 14, 19, 26, 58, 60, 55,
  14, 13, 16, 24, 40, 57, 69, 56,
  14, 17, 22, 29, 51, 87, 80, 62,
  18, 22, 37, 56, 68, 109, 103, 77,
  24, 35, 55, 64, 81, 104, 113, 92,
  49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
);

// biome-ignore format: a table
const chromaSteps = Float64Array.of(
  17, 18, 24, 47, 99, 99, 99, 99,
  18, 21, 26, 66, 99, 99, 99, 99,
  24, 26, 56, 99, 99, 99, 99, 99,
  47, 66, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99,
);

const side = 8;

/** Works in place on size x size interleaved RGB in 0..1. `coarseness` multiplies the steps: 1 is JPEG's quality 50, 2 its 25. */
export const compressBlocks = (
  pixels: Float32Array,
  { size, coarseness }: { readonly size: number; readonly coarseness: number },
): void => {
  const planes = [new Float64Array(64), new Float64Array(64), new Float64Array(64)] as const;
  for (let top = 0; top < size; top += side) {
    for (let left = 0; left < size; left += side) {
      readBlock(pixels, { size, left, top, planes });
      for (const [index, plane] of planes.entries()) {
        const steps = index === 0 ? lumaSteps : chromaSteps;
        transform(plane, forward);
        for (let at = 0; at < 64; at += 1) {
          // A step below 1 would not be one of JPEG's.
          const step = Math.max(1, (steps[at] as number) * coarseness);
          plane[at] = Math.round((plane[at] as number) / step) * step;
        }
        transform(plane, backward);
      }
      writeBlock(pixels, { size, left, top, planes });
    }
  }
};

interface Block {
  readonly size: number;
  readonly left: number;
  readonly top: number;
  /** Luma, then blue and red difference, 0..255 about 0. */
  readonly planes: readonly [Float64Array, Float64Array, Float64Array];
}

/** Pixels of a block that lie beyond the picture are those of its edge. */
const readBlock = (pixels: Float32Array, { size, left, top, planes: [luma, blue, red] }: Block): void => {
  for (let at = 0; at < 64; at += 1) {
    const x = Math.min(size - 1, left + (at & 7));
    const y = Math.min(size - 1, top + (at >> 3));
    const first = (y * size + x) * 3;
    const [r, g, b] = [
      255 * (pixels[first] as number),
      255 * (pixels[first + 1] as number),
      255 * (pixels[first + 2] as number),
    ];
    const y601 = 0.299 * r + 0.587 * g + 0.114 * b;
    luma[at] = y601 - 128;
    blue[at] = (b - y601) / 1.772;
    red[at] = (r - y601) / 1.402;
  }
};

const writeBlock = (pixels: Float32Array, { size, left, top, planes: [luma, blue, red] }: Block): void => {
  for (let at = 0; at < 64; at += 1) {
    const [x, y] = [left + (at & 7), top + (at >> 3)];
    if (x >= size || y >= size) continue;
    const first = (y * size + x) * 3;
    const bright = (luma[at] as number) + 128;
    const r = bright + 1.402 * (red[at] as number);
    const b = bright + 1.772 * (blue[at] as number);
    pixels[first] = within(r / 255);
    pixels[first + 1] = within((bright - 0.299 * r - 0.114 * b) / 0.587 / 255);
    pixels[first + 2] = within(b / 255);
  }
};

const within = (value: number): number => Math.max(0, Math.min(1, value));

/** [frequency, place], orthonormal. */
const forward = Float64Array.from({ length: 64 }, (_, at) => {
  const [frequency, place] = [at >> 3, at & 7];
  return Math.sqrt((frequency === 0 ? 1 : 2) / side) * Math.cos(((2 * place + 1) * frequency * Math.PI) / (2 * side));
});

const backward = Float64Array.from({ length: 64 }, (_, at) => forward[(at & 7) * side + (at >> 3)] as number);

const half = new Float64Array(64);

/** matrix x block x matrix transposed, in place. */
const transform = (block: Float64Array, matrix: Float64Array): void => {
  multiply({ left: matrix, right: block, into: half });
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      let sum = 0;
      for (let at = 0; at < side; at += 1)
        sum += (half[row * side + at] as number) * (matrix[column * side + at] as number);
      block[row * side + column] = sum;
    }
  }
};

const multiply = ({ left, right, into }: { left: Float64Array; right: Float64Array; into: Float64Array }): void => {
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      let sum = 0;
      for (let at = 0; at < side; at += 1)
        sum += (left[row * side + at] as number) * (right[at * side + column] as number);
      into[row * side + column] = sum;
    }
  }
};

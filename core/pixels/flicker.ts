/**
 * How much a swapped face flickers: by how much the lightness of its patches against the source's changes from one frame to
 * the next. What flickers in the source as well, light that goes on and off, is no fault of the swap and does not count.
 */

export interface LabSquare {
  /** size x size x 3 values: L*, a*, b*. */
  readonly result: Float32Array;
  readonly source: Float32Array;
  /** How much of the new face shows at each pixel, 0..1. */
  readonly mask: Float32Array;
  readonly size: number;
}

export class FlickerMeter {
  #before: { readonly patches: Float64Array; readonly track: number } | undefined;

  /**
   * Frame after frame, undefined where there is no face: the root mean square over the patches that both frames have, in
   * L* (0..100); undefined where the track has no frame before.
   */
  add(square: (LabSquare & { readonly track: number }) | undefined): number | undefined {
    const before = this.#before;
    this.#before = square && { patches: patchesOf(square), track: square.track };
    if (!before || !this.#before || before.track !== this.#before.track) return undefined;
    return meanChange(before.patches, this.#before.patches);
  }
}

const patchesPerSide = 8;

/** A patch of which less shows is seen through its edge. */
const leastShown = 0.8;

/** Mean lightness of the result over the source's; NaN for patches outside the face. */
const patchesOf = ({ result, source, mask, size }: LabSquare): Float64Array => {
  const count = patchesPerSide * patchesPerSide;
  const [sums, shown, pixels] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  for (let at = 0; at < mask.length; at++) {
    const row = Math.floor((Math.floor(at / size) * patchesPerSide) / size);
    const patch = row * patchesPerSide + Math.floor(((at % size) * patchesPerSide) / size);
    sums[patch] = (sums[patch] as number) + (result[at * 3] as number) - (source[at * 3] as number);
    shown[patch] = (shown[patch] as number) + (mask[at] as number);
    pixels[patch] = (pixels[patch] as number) + 1;
  }
  return sums.map((sum, patch) => {
    const each = pixels[patch] as number;
    return (shown[patch] as number) / each < leastShown ? Number.NaN : sum / each;
  });
};

const meanChange = (before: Float64Array, after: Float64Array): number | undefined => {
  let [squares, count] = [0, 0];
  after.forEach((value, patch) => {
    const change = value - (before[patch] as number);
    if (Number.isNaN(change)) return;
    squares += change * change;
    count += 1;
  });
  return count === 0 ? undefined : Math.sqrt(squares / count);
};

/** What is done to the pictures of an example after they are read: colour and light on both, damage on the input alone. */
import { blurSquare, smearSquare } from '#core/pixels/blur.ts';
import { applyColourTable, colourTable } from '#core/pixels/colour-table.ts';
import { compressBlocks } from '#core/pixels/compression-blocks.ts';
import { labToRgb, rgbRowToLab } from '#core/pixels/lab.ts';
import type { ExamplePlan } from './example-plan.ts';
import { seededRandom } from './random.ts';

/** Works in place on pictures of RGB in 0..1, all of one example: what costs more than a picture is done once. */
export const colourPictures = (plan: ExamplePlan, pictures: readonly SquarePicture[]): void => {
  const isShifted = plan.colour !== undefined || plan.hueRadians !== 0;
  const table = isShifted && colourTable((pixels) => shiftColours(pixels, plan));
  for (const { pixels, size } of pictures) {
    if (table) applyColourTable(pixels, table);
    if (plan.light) lightFromAside(pixels, size, plan.light);
  }
};

export interface SquarePicture {
  /** size x size x 3 */
  readonly pixels: Float32Array;
  readonly size: number;
}

/** In the order in which a camera and a codec do it. */
export const damagePicture = (pixels: Float32Array, size: number, plan: ExamplePlan): void => {
  const { blur, motion, noise, blocks } = plan;
  if (motion) smearSquare(pixels, { size, xPx: motion.x * size, yPx: motion.y * size });
  // Less than a fifth of a pixel cannot be seen.
  if (blur * size > 0.2) blurSquare(pixels, { size, deviationPx: blur * size });
  if (noise) addNoise(pixels, noise);
  if (blocks > 0) compressBlocks(pixels, { size, coarseness: blocks });
};

/** What the table stands for. */
export const shiftColours = (pixels: Float32Array, { colour, hueRadians }: ExamplePlan): void => {
  const { lightness, a: shiftA, b: shiftB } = colour ?? { lightness: 0, a: 0, b: 0 };
  const [cos, sin] = [Math.cos(hueRadians), Math.sin(hueRadians)];
  rgbRowToLab(pixels, { lab: pixels, first: 0, end: pixels.length / 3 });
  for (let at = 0; at < pixels.length; at += 3) {
    const [l, a, b] = [pixels[at] as number, pixels[at + 1] as number, pixels[at + 2] as number];
    const bright = lightness >= 0 ? l + (100 - l) * lightness : l * (1 + lightness);
    labToRgb(bright, cos * a - sin * b + shiftA, sin * a + cos * b + shiftB, pixels, at);
  }
};

const lightFromAside = (
  pixels: Float32Array,
  size: number,
  light: { readonly x: number; readonly y: number },
): void => {
  for (let row = 0; row < size; row += 1) {
    const down = 1 + light.y * ((2 * (row + 0.5)) / size - 1);
    for (let column = 0; column < size; column += 1) {
      const gain = down + light.x * ((2 * (column + 0.5)) / size - 1);
      const at = (row * size + column) * 3;
      pixels[at] = within((pixels[at] as number) * gain);
      pixels[at + 1] = within((pixels[at + 1] as number) * gain);
      pixels[at + 2] = within((pixels[at + 2] as number) * gain);
    }
  }
};

/** The sum of three even numbers, near enough to a normal one; its variance is a quarter. */
const addNoise = (
  pixels: Float32Array,
  { deviation, seed }: { readonly deviation: number; readonly seed: number },
): void => {
  const random = seededRandom(seed, 'noise');
  for (let at = 0; at < pixels.length; at += 1) {
    const bits = random.below(2 ** 30);
    const sum = ((bits & 1023) + ((bits >> 10) & 1023) + (bits >> 20)) / 1023;
    pixels[at] = within((pixels[at] as number) + 2 * deviation * (sum - 1.5));
  }
};

const within = (value: number): number => Math.max(0, Math.min(1, value));

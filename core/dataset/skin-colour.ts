/**
 * The colour of a face's own skin and what is strange to it. Colours are compared by the logarithms of luma, red over
 * green and blue over green: light changes the first over a face, the others little.
 */
import { fitPlane } from './face-light.ts';
import type { Patch, SkinSample } from './skin-samples.ts';
import { dot, type Vector3 } from './vector3.ts';

/** Places whose colour is not the skin's. `hidden` are places known to be covered: their colour is no evidence of skin. */
export const strangeToSkin = (samples: readonly SkinSample[], hidden: ReadonlySet<number>): Set<number> => {
  const colours = samples.map(colourOf);
  const belief = samples.map(({ place }) => (hidden.has(place) ? 0.2 : 1));
  const start = commonest(colours, belief);
  let away = colours.map((colour) => distance(colour, start) / 2);
  for (let round = 0; round < rounds; round++)
    away = distancesToSkin({ samples, colours, weights: weigh(away, belief) });
  return new Set(samples.filter((_, i) => (away[i] as number) > 1).map(({ place }) => place));
};

type Colour = Vector3;

const rounds = 4;

/** Black must not be infinitely dark. */
const floor = 10;

const colourOf = ({ red, green, blue, luma }: Patch): Colour => [
  Math.log(luma + floor),
  Math.log((red + floor) / (green + floor)),
  Math.log((blue + floor) / (green + floor)),
];

/** How far skin strays from its mean at most on a face with nothing before it: shade and glare, blood and noise. */
const bounds: Colour = [0.55, 0.22, 0.22];

const distance = (a: Colour, b: Colour): number => {
  const [luma, red, blue] = [(a[0] - b[0]) / bounds[0], (a[1] - b[1]) / bounds[1], (a[2] - b[2]) / bounds[2]];
  return Math.sqrt(luma * luma + red * red + blue * blue);
};

/** The colour with most others near it: skin, as long as no one thing covers more of the face than is left free. */
const commonest = (colours: readonly Colour[], belief: readonly number[]): Colour => {
  let [best, most] = [colours[0] ?? [0, 0, 0], -1] as [Colour, number];
  for (const colour of colours) {
    let votes = 0;
    for (let i = 0; i < colours.length; i++) {
      votes += (belief[i] as number) * Math.max(0, 1 - distance(colours[i] as Colour, colour));
    }
    if (votes > most) [best, most] = [colour, votes];
  }
  return best;
};

const weigh = (away: readonly number[], belief: readonly number[]): number[] =>
  away.map((far, i) => (far < 1 ? (belief[i] as number) * (1 - far ** 2) ** 2 : 0));

/** Luma may rise and fall over the face as light falls on it; the two hues are one number each. */
const distancesToSkin = (options: {
  readonly samples: readonly SkinSample[];
  readonly colours: readonly Colour[];
  readonly weights: readonly number[];
}): number[] => {
  const { samples, colours, weights } = options;
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const [, red, blue] = [0, 1, 2].map(
    (axis) => colours.reduce((sum, colour, i) => sum + (colour[axis] as number) * (weights[i] as number), 0) / total,
  ) as Colour;
  const rows = samples.map(({ normal }): Vector3 => [1, normal[0], normal[1]]);
  const plane = fitPlane(
    rows,
    colours.map(([luma]) => luma),
    weights,
  );
  return colours.map((colour, i) => {
    const expected: Colour = [dot(plane, rows[i] as Vector3), red, blue];
    return distance(colour, expected);
  });
};

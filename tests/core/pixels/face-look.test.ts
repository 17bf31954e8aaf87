import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core/autoencoder/random.ts';
import {
  coverOf,
  type FaceLook,
  type FaceSquare,
  fewestPictures,
  freeOfCover,
  learnLook,
  lookSize,
} from '#core/pixels/face-look.ts';

const middle = lookSize / 2;
const insideOf = (at: number): boolean =>
  Math.hypot((at % lookSize) - middle, Math.floor(at / lookSize) - middle) < 0.4 * lookSize;
const inside = Float32Array.from({ length: lookSize * lookSize }, (_, at) => (insideOf(at) ? 1 : 0));

/** A face of smooth skin whose mouth, a band below the middle, is now open and now shut. */
const picture = (options: {
  readonly seed: number;
  readonly mouth?: number;
  readonly light?: number;
  readonly thing?: (x: number, y: number) => boolean;
}): FaceSquare => {
  const random = seededRandom(options.seed, 'look');
  const lab = new Float32Array(inside.length * 3);
  inside.forEach((_, at) => {
    const [x, y] = [at % lookSize, Math.floor(at / lookSize)];
    const isMouth = y > 42 && y < 48 && x > 24 && x < 40;
    const thing = options.thing?.(x, y) ?? false;
    lab[at * 3] =
      60 + 8 * Math.sin(x / 9) - (isMouth ? (options.mouth ?? 0) : 0) + random.uniform() + (options.light ?? 0);
    lab[at * 3 + 1] = 18 + random.uniform();
    lab[at * 3 + 2] = thing ? -30 : 20 + random.uniform();
  });
  return { lab, inside };
};

const known = (count: number, more: Partial<Parameters<typeof picture>[0]> = {}): FaceSquare[] =>
  Array.from({ length: count }, (_, seed) => picture({ seed, mouth: (seed % 4) * 10, ...more }));

const look = learnLook(known(20)) as FaceLook;

const freeIn = (known: FaceLook, square: FaceSquare): Float32Array => freeOfCover(coverOf(known, square));

const coveredIn = (square: FaceSquare): number[] =>
  [...freeIn(look, square).entries()].flatMap(([at, free]) => (free === 0 ? [at] : []));

const disc = (x: number, y: number): boolean => Math.hypot(x - 26, y - 30) < 9;

describe('what a face looks like', () => {
  it('is not learnt from too few pictures', () => {
    expect(learnLook(known(fewestPictures - 1))).toBeUndefined();
    expect(learnLook(known(fewestPictures))).toBeDefined();
  });

  it('tells a thing before it by its shape', () => {
    const told = new Set(coveredIn(picture({ seed: 99, thing: disc })));
    const there = [...inside.keys()].filter((at) => disc(at % lookSize, Math.floor(at / lookSize)));
    const hit = there.filter((at) => told.has(at)).length;
    // What is so unlike the face is told a pixel too large, by its blur.
    expect(hit / (told.size + there.length - hit)).toBeGreaterThan(0.65);
  });

  it('takes neither another light nor an open mouth for a thing, nor what lies outside the outline', () => {
    expect(coveredIn(picture({ seed: 99 }))).toEqual([]);
    expect(coveredIn(picture({ seed: 99, light: 15 }))).toEqual([]);
    expect(coveredIn(picture({ seed: 99, mouth: 30 }))).toEqual([]);
    // Two pixels beside it: the outline given lies within the face's own.
    const isBeside = (x: number, y: number) => Math.hypot(x - middle, y - middle) > 0.4 * lookSize + 2;
    expect(coveredIn(picture({ seed: 99, thing: isBeside }))).toEqual([]);
  });

  it('goes by the middle one of three frames: a thing in one alone is none, one in two of them is', () => {
    const [free, covered] = [picture({ seed: 98 }), picture({ seed: 99, thing: disc })].map((each) =>
      coverOf(look, each),
    );
    if (!free || !covered) throw new Error('Two were asked for.');
    expect(freeOfCover(covered, { before: free, after: free }).every((value) => value === 1)).toBe(true);
    expect(freeOfCover(free, { before: covered, after: covered })).toEqual(freeOfCover(covered));
  });

  it('lets a thing that crosses the outline go on beyond it', () => {
    const bar = (x: number, y: number): boolean => Math.abs(x - middle) < 5 && y > middle;
    const told = new Set(coveredIn(picture({ seed: 99, thing: bar })));
    const lowest = Math.max(...[...inside.keys()].filter(insideOf).map((at) => Math.floor(at / lookSize)));
    const along = Array.from({ length: lowest + 4 - 40 }, (_, i) => (40 + i) * lookSize + middle);
    expect(along.every((at) => told.has(at))).toBe(true);
  });

  it('is learnt all the same where something lies before less than half of the pictures', () => {
    const mixed = [...known(12), ...known(8, { thing: disc })];
    const free = freeIn(learnLook(mixed) as FaceLook, picture({ seed: 99, thing: disc }));
    expect(free[30 * lookSize + 26]).toBe(0);
    expect(freeIn(learnLook(mixed) as FaceLook, picture({ seed: 99 })).every((value) => value === 1)).toBe(true);
  });
});

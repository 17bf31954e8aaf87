import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { augmentFace } from '#core/autoencoder/augment.ts';
import { colourPictures, damagePicture, shiftColours } from '#core/autoencoder/example-effects.ts';
import type { ExamplePlan } from '#core/autoencoder/example-plan.ts';
import { plainPlan, planExample, standard } from '#core/autoencoder/example-plan.ts';
import { seededRandom } from '#core/autoencoder/random.ts';
import { trainingFace } from '#core/autoencoder/training-face.ts';
import type { Augmentation, AugmentationKind } from '#core/contract/augmentation.ts';
import { augmentation, augmentationKinds } from '#core/contract/augmentation.ts';
import { blobs } from '#tests/helpers/small-autoencoder.ts';

const size = 16;

const everything = (chance: number, amount = 1): Augmentation =>
  augmentation.parse(Object.fromEntries(augmentationKinds.map((kind) => [kind, { chance, amount }])));
const only = (kind: AugmentationKind): Augmentation =>
  augmentation.parse({ ...everything(0), [kind]: { chance: 1, amount: 1 } });

const planOf = (seed: number, settings: Augmentation): ExamplePlan => planExample(seededRandom(seed, 'p'), settings);

/** Nothing below nothing is nothing. */
const withoutSigns = (plan: ExamplePlan): unknown => JSON.parse(JSON.stringify(plan));

const grey = (value: number): Float32Array => new Float32Array(size * size * 3).fill(value);

const picture = (seed: number): Float32Array =>
  Float32Array.from(blobs(seed, size).data, (value) => 0.15 + (0.7 * value) / 255);

const changed = (pixels: Float32Array, change: Partial<ExamplePlan>, by = damagePicture): Float32Array => {
  const copy = pixels.slice();
  by(copy, size, { ...plainPlan, ...change });
  return copy;
};

const coloured = (pixels: Float32Array, change: Partial<ExamplePlan>): Float32Array =>
  changed(pixels, change, (copy, side, plan) => colourPictures(plan, [{ pixels: copy, size: side }]));

/** L*a*b* by the formulas of CIE 15 and IEC 61966-2-1, without tables. */
const labOf = ([red = 0, green = 0, blue = 0]: Float32Array): [number, number, number] => {
  const linear = [red, green, blue].map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  const [r = 0, g = 0, b = 0] = linear;
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const fx = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const fy = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const fz = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
};

describe('a plan', () => {
  it('does nothing where every chance is none', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(withoutSigns(planOf(seed, everything(0)))).toEqual(withoutSigns(plainPlan));
      }),
      { numRuns: 20 },
    );
  });

  it('keeps all else as it was when one switch is turned', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...augmentationKinds), (seed, kind) => {
        const all = planOf(seed, everything(1));
        const without = planOf(seed, { ...everything(1), [kind]: { chance: 0, amount: 1 } });
        const parts = { ...all, ...planOf(seed, only(kind)) };
        for (const [name, value] of Object.entries(without)) {
          const isOfKind =
            JSON.stringify(parts[name as keyof ExamplePlan]) !== JSON.stringify(plainPlan[name as keyof ExamplePlan]);
          if (!isOfKind) expect(value).toEqual(all[name as keyof ExamplePlan]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('acts as often as its chance says', () => {
    const settings = everything(0.3);
    const plans = Array.from({ length: 4000 }, (_, seed) => planOf(seed, settings));
    const share = (acts: (plan: ExamplePlan) => boolean): number => plans.filter(acts).length / plans.length;
    const shares = [
      share((plan) => plan.scale !== 1),
      share((plan) => plan.isMirrored),
      share((plan) => plan.warp[0] !== 0),
      share((plan) => plan.colour !== undefined),
      share((plan) => plan.hueRadians !== 0),
      share((plan) => plan.light !== undefined),
      share((plan) => plan.blur > 0),
      share((plan) => plan.motion !== undefined),
      share((plan) => plan.noise !== undefined),
      share((plan) => plan.blocks > 0),
    ];
    // Four deviations of a share of 4,000.
    for (const value of shares) expect(Math.abs(value - 0.3)).toBeLessThan(0.029);
  });

  it('stays within the standard strengths, times the amount', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0.1, max: 3, noNaN: true }), (seed, amount) => {
        const { colour, hueRadians, light, blur, motion, noise, blocks } = planOf(seed, everything(1, amount));
        expect(Math.abs(colour?.lightness ?? 0)).toBeLessThanOrEqual(Math.min(0.9, standard.lightness * amount));
        expect(Math.abs(colour?.a ?? 0)).toBeLessThanOrEqual(128 * standard.tint * amount);
        expect(Math.abs(hueRadians)).toBeLessThanOrEqual((standard.hueDegrees * amount * Math.PI) / 180);
        expect(Math.hypot(light?.x ?? 0, light?.y ?? 0)).toBeLessThanOrEqual(standard.light * amount + 1e-12);
        expect(blur).toBeLessThanOrEqual(standard.blur * amount);
        expect(Math.hypot(motion?.x ?? 0, motion?.y ?? 0)).toBeLessThanOrEqual(standard.motion * amount + 1e-12);
        expect(noise?.deviation ?? 0).toBeLessThanOrEqual(standard.noise * amount);
        expect(blocks).toBeLessThanOrEqual(standard.blocks * amount);
      }),
      { numRuns: 60 },
    );
  });
});

describe('an example with all that can be done to it', () => {
  const face = trainingFace(blobs(5), size);
  const make = (plan: ExamplePlan) => {
    const into = { input: grey(0), target: grey(0) };
    augmentFace({ face, plan, sizes: { inputSize: size, targetSize: size }, into, place: 0 });
    return into;
  };

  it('lies in 0..1 and is the same for the same seed', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { input, target } = make(planOf(seed, everything(1, 3)));
        for (const value of [...input, ...target]) expect(value >= 0 && value <= 1 + 1e-6).toBe(true);
        expect(make(planOf(seed, everything(1, 3)))).toEqual({ input, target });
      }),
      { numRuns: 30 },
    );
  });

  it('has a clean target whatever damages its input, and colours both', () => {
    const plain = make(plainPlan);
    for (const kind of ['blur', 'motionBlur', 'noise', 'blocks'] as const) {
      const { input, target } = make(planOf(1, { ...only(kind), [kind]: { chance: 1, amount: 3 } }));
      expect(target).toEqual(plain.target);
      expect(input).not.toEqual(plain.input);
    }
    for (const kind of ['colour', 'hue', 'light'] as const) {
      const { input, target } = make(planOf(1, only(kind)));
      expect(target).not.toEqual(plain.target);
      for (const [index, value] of input.entries()) expect(value).toBeCloseTo(target[index] as number, 4);
    }
  });
});

describe('colour', () => {
  it('moves L* towards white or black by its share, turns a* and b* and shifts them', () => {
    const inGamut = fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0.35, max: 0.65, noNaN: true })));
    const some = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
    fc.assert(
      fc.property(inGamut, some(0.2), some(5), some(5), some(0.2), (rgb, lightness, a, b, hueRadians) => {
        const pixels = Float32Array.from({ length: size * size * 3 }, (_, index) => rgb[index % 3] as number);
        const [l0, a0, b0] = labOf(pixels);
        const [l1, a1, b1] = labOf(
          changed(pixels, { colour: { lightness, a, b }, hueRadians }, (copy, _, plan) => shiftColours(copy, plan)),
        );
        const [cos, sin] = [Math.cos(hueRadians), Math.sin(hueRadians)];
        expect(l1).toBeCloseTo(lightness >= 0 ? l0 + (100 - l0) * lightness : l0 * (1 + lightness), 1);
        expect(a1).toBeCloseTo(cos * a0 - sin * b0 + a, 0);
        expect(b1).toBeCloseTo(sin * a0 + cos * b0 + b, 0);
      }),
      { numRuns: 60 },
    );
  });

  it('there and back again is the picture', () => {
    const pixels = picture(2);
    const there = coloured(pixels, { hueRadians: 0.1 });
    const back = coloured(there, { hueRadians: -0.1 });
    // Twice the error of a table.
    for (const [index, value] of back.entries()) expect(Math.abs(value - (pixels[index] as number))).toBeLessThan(0.02);
  });
});

describe('light from aside', () => {
  it('is brighter on one side by as much as it is darker on the other, and leaves the middle', () => {
    const lit = coloured(grey(0.5), { light: { x: 0.3, y: 0 } });
    const at = (x: number) => lit[x * 3] as number;
    expect(at(size - 1) - 0.5).toBeCloseTo(0.5 * 0.3 * (1 - 1 / size), 5);
    expect(at(0) + at(size - 1)).toBeCloseTo(1, 5);
    for (let x = 1; x < size; x += 1) expect(at(x)).toBeGreaterThan(at(x - 1));
  });
});

describe('noise', () => {
  it('has the deviation it was given and no bias', () => {
    const noisy = changed(new Float32Array(60_000).fill(0.5), { noise: { deviation: 0.04, seed: 3 } });
    const mean = noisy.reduce((sum, value) => sum + value, 0) / noisy.length;
    const deviation = Math.sqrt(noisy.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noisy.length);
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.001);
    expect(Math.abs(deviation - 0.04)).toBeLessThan(0.001);
  });
});

import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core/autoencoder/random.ts';
import { findTwins, type TwinCandidate } from '#core/dataset/near-duplicates.ts';
import type { RgbImage } from '#core/pixels/image.ts';

/** A picture of large spots; another look has other spots. */
const picture = (look: number, { light = 0, noise = 0 } = {}): RgbImage => {
  const random = seededRandom(look, 'noise');
  const data = new Uint8Array(256 * 256 * 3);
  for (let i = 0; i < data.length; i++) {
    const [x, y] = [Math.floor(i / 3) % 256, Math.floor(i / 768)];
    const value = 120 + 50 * Math.sin(x / 30 + look) * Math.cos(y / 25 - look);
    data[i] = value + light + (noise ? noise * random.uniform() : 0);
  }
  return { width: 256, height: 256, data };
};

const [oneLook, otherLook] = [picture(1), picture(2)];

const face = (id: string, others: Partial<TwinCandidate> = {}): TwinCandidate => ({
  id,
  track: 0,
  sharpness: 100,
  covered: 0,
  yaw: 0,
  pitch: 0,
  roll: 0,
  eyes: 0.3,
  mouth: 0.05,
  lightX: 0,
  lightY: 0.2,
  crop: oneLook,
  ...others,
});

const twinsOf = (faces: readonly TwinCandidate[]): Record<string, string> => {
  const finder = findTwins();
  for (const one of faces) finder.add(one);
  return Object.fromEntries(finder.twins());
};

describe('near-duplicates', () => {
  it('are named after the sharpest of their group, whenever it came, and it stands for itself', () => {
    const faces = [face('a', { sharpness: 50 }), face('b', { sharpness: 90 }), face('c', { sharpness: 70 })];
    expect(twinsOf(faces)).toEqual({ a: 'b', c: 'b' });
  });

  it('yield to a face that less is before, though it is a little less sharp', () => {
    expect(twinsOf([face('hand', { sharpness: 100, covered: 0.4 }), face('free', { sharpness: 80 })])).toEqual({
      hand: 'free',
    });
  });

  it('are alike under a flicker of the light and some noise', () => {
    expect(twinsOf([face('a'), face('b', { crop: picture(1, { light: 12, noise: 6 }), sharpness: 90 })])).toEqual({
      b: 'a',
    });
  });

  it.each([
    ['turned', { yaw: 8 }],
    ['with shut eyes', { eyes: 0.15 }],
    ['with an open mouth', { mouth: 0.2 }],
    ['lit from the side', { lightX: 0.3 }],
    ['that look different', { crop: otherLook }],
    ['of another track', { track: 1 }],
  ])('are not faces %s', (_, change) => {
    expect(twinsOf([face('a'), face('b', change)])).toEqual({});
  });

  it('are not drawn along by a slow turn', () => {
    const turning = Array.from({ length: 60 }, (_, i) => face(`${i}`, { yaw: i, sharpness: 100 + i }));
    const twins = twinsOf(turning);
    for (const [id, better] of Object.entries(twins)) expect(Math.abs(Number(id) - Number(better))).toBeLessThan(5);
    expect(60 - Object.keys(twins).length).toBeGreaterThan(10);
  });

  it('are found again after a short look away, not after a long walk through other looks', () => {
    const away = (count: number) => Array.from({ length: count }, (_, i) => face(`away ${i}`, { yaw: 20 + 10 * i }));
    expect(twinsOf([face('a'), ...away(5), face('b', { sharpness: 90 })])).toEqual({ b: 'a' });
    expect(twinsOf([face('a'), ...away(40), face('b', { sharpness: 90 })])).toEqual({});
  });

  it('never point to a face that has itself a better one', () => {
    const random = seededRandom(5, 'faces');
    const faces = Array.from({ length: 400 }, (_, i) =>
      face(`${i}`, {
        track: random.below(3),
        yaw: random.normal() * 6,
        sharpness: random.uniform() * 100,
        crop: random.below(2) ? oneLook : otherLook,
      }),
    );
    const twins = twinsOf(faces);
    expect(Object.keys(twins).length).toBeGreaterThan(100);
    for (const better of Object.values(twins)) expect(twins[better]).toBeUndefined();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseHeldOut, type DatedFace, type HeldOutRule, isHeldOut } from '#core/autoencoder/held-out.ts';

const frameRate = 25;
/** A clip with a face at every fifth frame, some seconds long. */
const clip = (clipId: string, seconds: number): DatedFace[] =>
  Array.from({ length: seconds * 5 }, (_, index) => ({ clipId, frameIndex: index * 5, frameRate }));
const heldOf = (faces: readonly DatedFace[], rule: HeldOutRule) => faces.filter((face) => isHeldOut(face, rule));
const chosen = (faces: readonly DatedFace[], share = 0.1, seed = 1) =>
  chooseHeldOut(faces, { share, seed }) as HeldOutRule;

describe('faces held out', () => {
  it('are about the share asked for, whatever the clips and the seed', () => {
    const lengths = fc.array(fc.integer({ min: 20, max: 120 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        lengths,
        fc.integer({ min: 0, max: 1e6 }),
        fc.double({ min: 0.05, max: 0.3, noNaN: true }),
        (seconds, seed, share) => {
          const faces = seconds.flatMap((length, index) => clip(`clip ${index}`, length));
          const held = heldOf(faces, chosen(faces, share, seed)).length;
          // A stretch of two seconds has ten faces here: so much it may be more, and never less.
          expect(held).toBeGreaterThanOrEqual(share * faces.length);
          expect(held).toBeLessThanOrEqual(Math.max(8, share * faces.length) + 10);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('are whole stretches of time: most of their neighbours are held out too', () => {
    const faces = clip('a', 120);
    const rule = chosen(faces);
    const held = heldOf(faces, rule);
    const alone = held.filter(
      (face) => !faces.some((other) => Math.abs(other.frameIndex - face.frameIndex) === 5 && isHeldOut(other, rule)),
    );
    expect([held.length > 0, alone]).toEqual([true, []]);
  });

  it('stay so when clips and faces are added or taken away, and those trained on stay trained on', () => {
    const first = clip('a', 60);
    const rule = chosen(first);
    const before = new Set(heldOf(first, rule).map(({ frameIndex }) => frameIndex));
    const later = [...clip('b', 60), ...first.filter((_, index) => index % 3 !== 0), ...clip('c', 60)];
    for (const face of later.filter(({ clipId }) => clipId === 'a'))
      expect(isHeldOut(face, rule)).toBe(before.has(face.frameIndex));
    // And some of what is new is held out too.
    expect(heldOf(later, rule).some(({ clipId }) => clipId !== 'a')).toBe(true);
  });

  it('are other ones for another seed, and the same for the same', () => {
    const faces = clip('a', 120);
    expect(chosen(faces)).toEqual(chosen(faces));
    expect(heldOf(faces, chosen(faces, 0.1, 2))).not.toEqual(heldOf(faces, chosen(faces, 0.1, 1)));
  });

  it('are found in short clips too, but never all, and none where there are few or none are wanted', () => {
    const short = clip('a', 3);
    const held = heldOf(short, chosen(short)).length;
    expect(held > 0 && held < short.length / 2).toBe(true);
    expect(chooseHeldOut(short.slice(0, 7), { share: 0.1, seed: 1 })).toBeNull();
    expect(chooseHeldOut(clip('a', 60), { share: 0, seed: 1 })).toBeNull();
  });

  it('are single photos in a set of photos', () => {
    const photos = Array.from({ length: 40 }, (_, frameIndex) => ({ clipId: 'a', frameIndex, frameRate: null }));
    const held = heldOf(photos, chosen(photos)).length;
    expect([held >= 8, held <= 10]).toEqual([true, true]);
  });
});

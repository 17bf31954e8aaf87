import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftOf, framesLookedAt, samplingOf, withEnd } from '#components/people/trim/sampling-draft.ts';
import { clipSampling, type VideoFacts } from '#core/contract/clip.ts';

const facts: VideoFacts = {
  ...{ durationSeconds: 10, frameRate: 25, frameCount: 250, width: 100, height: 100, rotation: 0 },
  ...{ codec: 'h264', container: 'mp4', pixelFormat: 'yuv420p', audioCodec: null },
  ...{ fieldOrder: 'progressive', transfer: 'sdr', range: 'limited' },
};
const whole = { inSeconds: null, outSeconds: null, samplesPerSecond: 5 };

describe('the part of a clip', () => {
  test('that is all of it is kept without ends', () => {
    const draft = draftOf({ sampling: whole }, facts);
    expect(draft).toEqual({ inSeconds: 0, outSeconds: 10, samplesPerSecond: 5 });
    expect(samplingOf(draft, facts)).toEqual(whole);
  });

  test('gives way at the other end where the ends would cross', () => {
    const draft = { inSeconds: 2, outSeconds: 4, samplesPerSecond: null };
    expect(withEnd(draft, { end: 'in', seconds: 6, durationSeconds: 10 })).toMatchObject({
      inSeconds: 6,
      outSeconds: 6.1,
    });
    expect(withEnd(draft, { end: 'out', seconds: 1, durationSeconds: 10 })).toMatchObject({
      inSeconds: 0.9,
      outSeconds: 1,
    });
  });

  test('is one that the studio takes, wherever its ends are dragged', () => {
    const moves = fc.array(
      fc.record({
        end: fc.constantFrom('in' as const, 'out' as const),
        seconds: fc.double({ min: -5, max: 15, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(moves, (list) => {
        let draft = draftOf({ sampling: whole }, facts);
        for (const move of list) draft = withEnd(draft, { ...move, durationSeconds: facts.durationSeconds });
        const sampling = samplingOf(draft, facts);
        expect(clipSampling.safeParse(sampling).success).toBe(true);
        expect(sampling.inSeconds ?? 0).toBeLessThan(facts.durationSeconds);
      }),
    );
  });

  test.each([
    [{ inSeconds: 0, outSeconds: 10, samplesPerSecond: null }, 250],
    [{ inSeconds: 0, outSeconds: 10, samplesPerSecond: 5 }, 50],
    [{ inSeconds: 2, outSeconds: 4, samplesPerSecond: 5 }, 10],
    [{ inSeconds: 2, outSeconds: 4, samplesPerSecond: 240 }, 50],
    [{ inSeconds: 2, outSeconds: 2.1, samplesPerSecond: 1 }, 1],
  ])('%j has %i frames to look at', (draft, frames) => expect(framesLookedAt(draft, facts)).toBe(frames));
});

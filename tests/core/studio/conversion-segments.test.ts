import { expect, test } from 'vitest';
import { planSegments, type Segment } from '#core/studio/conversion-segments.ts';

const whole = { inSeconds: null, outSeconds: null };
const isDivided = true;
/** So many frames at so many a second, with some left out. */
const clip = ({ frames, rate, lack = () => false }: { frames: number; rate: number; lack?: (at: number) => boolean }) =>
  Float64Array.from({ length: frames }, (_, at) => at)
    .filter((at) => !lack(at))
    .map((at) => at / rate);

const minute = clip({ frames: 1800, rate: 30 });

/** Places of the frames that lie in each, by the segments' own times. */
const framesIn = (segments: readonly Segment[], frameSeconds: Float64Array) =>
  segments.map(({ fromSeconds, toSeconds }) =>
    [...frameSeconds.entries()]
      .filter(([, seconds]) => seconds >= (fromSeconds ?? -1) && seconds < (toSeconds ?? Infinity))
      .map(([at]) => at),
  );

test('borders lie every twenty seconds on the clip’s own clock, and the last segment is not short', () => {
  const segments = planSegments({ part: whole, frameSeconds: minute, isDivided });
  expect(framesIn(segments, minute).map((frames) => [frames[0], frames.at(-1)])).toEqual([
    [0, 599],
    [600, 1199],
    [1200, 1799],
  ]);
  const seconds = (length: number) => clip({ frames: length * 30, rate: 30 });
  const counts = [5, 29, 31, 49, 51].map(
    (length) => planSegments({ part: whole, frameSeconds: seconds(length), isDivided }).length,
  );
  expect(counts).toEqual([1, 1, 2, 2, 3]);
});

test('every frame of a part lies in one segment, whatever its rate and its gaps, and each is as long as it says', () => {
  const clips = [
    minute,
    clip({ frames: 2400, rate: 24000 / 1001 }),
    clip({ frames: 1500, rate: 25, lack: (at) => at % 7 === 3 || (at > 480 && at < 560) }),
    clip({ frames: 40, rate: 0.5 }),
  ];
  const parts = [whole, { inSeconds: 13.02, outSeconds: 47.4 }, { inSeconds: 20, outSeconds: 900 }];
  for (const frameSeconds of clips)
    for (const part of parts) {
      const segments = planSegments({ part, frameSeconds, isDivided });
      const frames = framesIn(segments, frameSeconds);
      // The segments' outer borders are the part's own only as far as reading goes.
      const wanted = [...frameSeconds.keys()].filter(
        (at) =>
          (frameSeconds[at] as number) >= (part.inSeconds ?? 0) - 1e-6 &&
          (frameSeconds[at] as number) < (part.outSeconds ?? Infinity) - 1e-6,
      );
      expect(frames.flat()).toEqual(wanted);
      expect(segments.map(({ frameCount }) => frameCount)).toEqual(frames.map(({ length }) => length));
      expect(new Set(segments.map(({ name }) => name)).size).toBe(segments.length);
    }
});

test('segments between a moved in and out point are the same ones', () => {
  const names = (part: { inSeconds: number | null; outSeconds: number | null }) =>
    planSegments({ part, frameSeconds: minute, isDivided }).map(({ name }) => name);
  const [, second, third] = names(whole);
  expect(names({ inSeconds: 7, outSeconds: null }).slice(1)).toEqual([second, third]);
  expect(names({ inSeconds: 19.9, outSeconds: 41 })[1]).toBe(second);
  expect(names({ inSeconds: 20, outSeconds: 50 })[0]).toBe(second);
  expect(names({ inSeconds: 21, outSeconds: null })).not.toContain(second);
});

test('a segment is read from before its border and on behind it, and never beyond the part or the clip', () => {
  const [first, second, third] = planSegments({
    part: { inSeconds: 5, outSeconds: 50 },
    frameSeconds: minute,
    isDivided,
  }) as [Segment, Segment, Segment];
  const read = ({ readFromSeconds, readToSeconds }: Segment) =>
    [...minute.entries()]
      .filter(([, seconds]) => seconds >= (readFromSeconds ?? 0) && seconds < (readToSeconds ?? Infinity))
      .map(([at]) => at);
  expect([read(first)[0], read(first).at(-1)]).toEqual([150, 615]);
  expect([read(second)[0], read(second).at(-1)]).toEqual([584, 1215]);
  expect([read(third)[0], read(third).at(-1)]).toEqual([1184, 1499]);
  expect([first, second, third].map(({ framesBefore }) => framesBefore)).toEqual([0, 16, 16]);
});

test('it is one segment where whom to follow is learnt on the way, and where frames’ times are not known', () => {
  const part = { inSeconds: 3, outSeconds: 55 };
  const undivided = planSegments({ part, frameSeconds: minute, isDivided: false });
  expect(undivided).toMatchObject([{ frameCount: 1560, framesBefore: 0 }]);
  expect(planSegments({ part, frameSeconds: undefined, isDivided })).toMatchObject([
    { fromSeconds: null, toSeconds: null, readFromSeconds: 3, readToSeconds: 55, frameCount: null },
  ]);
});

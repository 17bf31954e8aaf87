import { expect, test } from 'vitest';
import type { VideoFrame } from '#core/pixels/image.ts';
import { startSaving } from '#server/pipelines/save-work.ts';
import type { SwapGoingOn, SwapStates } from '#server/pipelines/swap-faces.ts';
import type { Followed, UnfinishedWork } from '#server/pipelines/unfinished-work.ts';

const states: SwapStates = {
  face: {
    ...{ person: undefined, face: undefined, absence: 'nobody', seen: undefined, look: undefined },
    ...{ track: 1, shot: 0, sinceCheck: 0, lookedThoroughlyAt: 0 },
  },
  hands: { live: [], faceTrack: -1, sinceLook: 3, nextTrack: 2 },
  narrowing: null,
};

const frameAt = (index: number) => ({ index, timeSeconds: 10 + index }) as VideoFrame;

const tellOf = (going: SwapGoingOn, name: keyof SwapStates, frames: number, first = 0): void => {
  const { note } = going[name] as { note: (frame: VideoFrame, state: unknown) => void };
  for (let index = first; index < first + frames; index += 1) note(frameAt(index), states[name]);
};

test('how all stood at a frame is kept when all of it is told, in whatever order it comes', async () => {
  const kept: Followed[] = [];
  const work = { saveFollowed: async (followed: Followed) => void kept.push(followed) } as UnfinishedWork;
  const options = { work, people: 2, atOnce: 1, saveNotes: async () => undefined };
  const saving = startSaving({ ...options, told: ['face', 'hands', 'narrowing'], earlier: undefined });
  const [one, other] = [saving.going(0), saving.going(1)];
  expect(one.face.from).toBeUndefined();
  for (const name of ['face', 'hands'] as const) tellOf(one, name, 64);
  for (const name of ['narrowing', 'hands', 'face'] as const) tellOf(other, name, 33);
  await saving.save();
  expect(kept).toEqual([]);
  tellOf(one, 'narrowing', 40);
  await saving.save();
  expect(kept).toMatchObject([{ frame: 31, clipSeconds: 41, states: [states, states] }]);

  // Another try counts on from there.
  const earlier = { notes: [], followed: kept[0] as Followed };
  await using again = startSaving({ ...options, people: 1, told: ['face', 'narrowing'], earlier });
  expect(again.going(0).hands.from).toEqual(states.hands);
  for (const name of ['face', 'narrowing'] as const) tellOf(again.going(0), name, 32, 32);
  await again.save();
  expect(kept[1]).toMatchObject({ frame: 63, clipSeconds: 73 });
});

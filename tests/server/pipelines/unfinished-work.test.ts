import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FrameNote } from '#core/contract/conversion-report.ts';
import { keptSeconds, longestNote } from '#core/studio/unfinished-notes.ts';
import { openUnfinishedWork } from '#server/pipelines/unfinished-work.ts';

let parent: string;
let folder: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'unfinished-'));
  folder = join(parent, 'unfinished');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const noteOf = (frame: number): FrameNote => ({
  clipSeconds: 3 + frame / 7,
  seconds: frame / 7,
  swapped: frame % 2 === 0,
  ...(frame % 2 === 0 ? {} : { absence: 'nobody' }),
  people: [{ swapped: frame % 2 === 0, measures: { jitter: frame / 1000 } }],
});
const notes = Array.from({ length: 100 }, (_, frame) => noteOf(frame));

const state = {
  ...{ person: { looks: [Float32Array.of(0.1, 0.2)], others: [] }, face: undefined, absence: undefined },
  ...{
    seen: undefined,
    look: new Uint8Array([1, 2, 3]),
    track: 4,
    shot: 1,
    sinceCheck: 2,
    lookedThoroughlyAt: -Infinity,
  },
};
const followedAt = (frame: number) => ({
  frame,
  clipSeconds: 3 + frame / 7,
  states: [{ face: state, narrowing: null }],
  spentSeconds: frame,
});

/** What a try has left that noted a hundred frames. */
const leave = async (ingredients = 'these') => {
  const work = await openUnfinishedWork({ folder, ingredients });
  await work.save(notes.slice(0, 60), new Map([['worst-3.jpg', Uint8Array.of(1)]]));
  for (const frame of [31, 63, 95]) await work.saveFollowed(followedAt(frame));
  await work.save(notes.slice(60), new Map());
};

const goOn = async (frames: number, ingredients = 'these') =>
  (await openUnfinishedWork({ folder, ingredients })).goOn(frames);

test('another try goes on with the frames that are encoded and noted, following on from some frames before', async () => {
  await leave();
  expect(await goOn(90)).toEqual({ notes: notes.slice(0, 90), followed: followedAt(63) });
  // What lies behind them is gone: they are noted anew.
  expect(await goOn(1000)).toEqual({ notes: notes.slice(0, 90), followed: followedAt(63) });
  expect(await goOn(50)).toEqual({ notes: notes.slice(0, 50), followed: followedAt(31) });
});

test('of other ingredients nothing is used and nothing kept', async () => {
  await leave();
  expect(await goOn(90, 'those')).toBeUndefined();
  expect((await readdir(folder)).toSorted()).toEqual(['boot', 'ingredients']);
  expect(await goOn(90)).toBeUndefined();
});

test('after the machine has started anew what was not finished is made anew, and what was finished stays', async () => {
  await leave();
  const work = await openUnfinishedWork({ folder, ingredients: 'these' });
  await writeFile(join(folder, 'boot'), 'another start of the machine');
  const finished = { frames: 100, colour: { matrix: 'bt709', range: 'limited' }, spentSeconds: 7 } as const;
  await work.finish(finished);
  expect(await work.finished()).toEqual(finished);
  expect(await work.notes()).toEqual(notes);
  expect(await goOn(90)).toBeUndefined();
  expect((await readdir(folder)).toSorted()).toEqual(['boot', 'ingredients']);
  await leave();
  expect((await goOn(90))?.notes).toHaveLength(90);
});

test('too few frames to follow on from are drawn anew', async () => {
  await leave();
  expect(await goOn(40)).toBeUndefined();
  expect((await readdir(folder)).toSorted()).toEqual(['boot', 'ingredients']);
});

test('notes cut at any byte are those of the frames before', async () => {
  await leave();
  const whole = await readFile(join(folder, 'frames.jsonl'));
  const ends = [...whole.entries()].flatMap(([at, byte]) => (byte === 10 ? [at + 1] : []));
  for (let cut = ends[59] as number; cut <= whole.length; cut += 23) {
    await leave();
    await truncate(join(folder, 'frames.jsonl'), cut);
    const frames = ends.filter((end) => end <= cut).length;
    expect((await goOn(1000))?.notes, `cut at ${cut}`).toEqual(notes.slice(0, frames));
    expect((await stat(join(folder, 'frames.jsonl'))).size).toBe(ends[frames - 1]);
    await rm(folder, { recursive: true });
  }
});

test('how a face was followed is told only by files that are whole', async () => {
  await leave();
  await truncate(join(folder, 'followed-1'), 30);
  await writeFile(join(folder, 'followed-2'), 'something else');
  expect((await goOn(100))?.followed).toEqual(followedAt(31));
});

test('how much is kept is told by the end of the notes', async () => {
  await leave();
  const end = async () => (await readFile(join(folder, 'frames.jsonl'))).subarray(-longestNote).toString();
  expect(keptSeconds(await end())).toBe(99 / 7);
  await truncate(join(folder, 'frames.jsonl'), (await stat(join(folder, 'frames.jsonl'))).size - 5);
  expect(keptSeconds(await end())).toBe(98 / 7);
  expect([keptSeconds(''), keptSeconds('half a li'), keptSeconds('ne\nno json\n')]).toEqual([null, null, null]);
});

test('pictures of worst moments are handed over, and of one that is lost it is said', async () => {
  await leave();
  const work = await openUnfinishedWork({ folder, ingredients: 'these' });
  const taken = (name: string) => work.copyPicture(name, join(parent, name));
  expect([await taken('worst-3.jpg'), await taken('worst-4.jpg')]).toEqual([true, false]);
  expect([...(await readFile(join(parent, 'worst-3.jpg')))]).toEqual([1]);
});

/** Two people side by side in a made clip, each given the face of another model by the studio's own worker. */
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { worstName } from '#core/studio/file-names.ts';
import { createFaceModels } from '#server/adapters/tensorflow/face-models/create-face-models.ts';
import { lumaPsnrs, pictureSums } from '#tests/helpers/decoded.ts';
import { ffmpeg } from '#tests/helpers/make-clip.ts';
import { killOwnWorkers } from '#tests/helpers/processes.ts';
import {
  convertByWorker,
  notedFrames,
  type RealConversion,
  reportIn,
  untrained,
} from '#tests/helpers/real-conversion.ts';
import { factsOf, frameIo } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

const [man, woman] = [sharedMedia('grid_bbaf2n_man.mpg'), sharedMedia('grid_brbk7n_woman.mpg')];

const slow = { timeout: 300_000 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'two-faces-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Of the largest face of each half. */
const looksIn = async (path: string): Promise<number[][]> => {
  using models = createFaceModels();
  const signal = new AbortController().signal;
  for await (const frame of frameIo.readFrames({ path, facts: await factsOf(path), samplesPerSecond: null, signal })) {
    const faces = (models.find([frame])[0] ?? []).toSorted((one, other) => one.box.left - other.box.left);
    expect(faces).toHaveLength(2);
    return models.describe(faces.map((face) => ({ frame, face }))).map((descriptor) => Array.from(descriptor));
  }
  return [];
};

test.skipIf(!man || !woman)('each is drawn by their own model, and the report tells of both', async () => {
  const path = join(folder, 'both.mp4');
  const side = ['-i', man ?? '', '-i', woman ?? '', '-filter_complex', '[0:v][1:v]hstack=inputs=2', '-frames:v', '30'];
  await ffmpeg([...side, '-an', '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '10', path]);
  const [left, right] = (await looksIn(path)) as [number[], number[]];
  const people = { swappedPeople: [[left], [right]], leftAlone: [] };
  // Colours as they were drawn: models of random weights differ in little else.
  const asked = { path, settings: { colourTransfer: 'none' as const } };
  const both = join(folder, 'two-models');
  const other = await otherModel(left, right);
  const { outcome } = await convertByWorker({ ...asked, folder: both, people: { ...people, drawnByOthers: [other] } });
  expect(outcome).toMatchObject({ status: 'done', result: { written: 30, swapped: 30 } });
  const report = await reportIn(both);
  expect(report.people.map(({ otherFace, swapped }) => [otherFace, swapped])).toEqual([
    [null, 30],
    [0, 30],
  ]);
  const moments = report.people[1]?.measures.flicker?.moments ?? [];
  expect(moments.length).toBeGreaterThan(0);
  for (const { frame } of moments) await access(join(both, worstName(frame, 1)));
  // With one model for both the left half is the same, the right one is not.
  const alike = join(folder, 'one-model');
  await convertByWorker({ ...asked, folder: alike, people });
  const differing = await halvesThatDiffer(join(both, 'result.mp4'), join(alike, 'result.mp4'));
  expect(differing.right).toBeGreaterThan(4 * differing.left);
});

test.skipIf(!man || !woman)(
  'across a border and a crash both are followed as if nothing had happened',
  slow,
  async () => {
    const path = join(folder, 'long.mkv');
    // Frames as near to each other as ever, two segments of them: one of twenty seconds and one of twelve.
    const slowed = (input: number) => `[${input}:v]setpts=2.5*PTS,fps=10[${input}s]`;
    await ffmpeg([
      ...['-stream_loop', '5', '-i', man ?? '', '-stream_loop', '5', '-i', woman ?? '', '-t', '32'],
      ...['-filter_complex', `${slowed(0)};${slowed(1)};[0s][1s]hstack=inputs=2`, '-an'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '12', path],
    ]);
    const [left, right] = (await looksIn(path)) as [number[], number[]];
    const drawnByOthers = [await otherModel(left, right)];
    const people = { swappedPeople: [[left], [right]], leftAlone: [], drawnByOthers };
    const settings = { format: 'ffv1', keepInFront: true } as const;
    const convert = (name: string, options: Partial<RealConversion> = {}) =>
      convertByWorker({ path, folder: join(folder, name), people, settings, ...options });
    const whole = await convert('whole');
    expect(whole.outcome).toMatchObject({ status: 'done', result: { written: 320, swapped: 320 } });

    const uncut = await convert('uncut', { isUndivided: true });
    const likeness = await lumaPsnrs(uncut.outputPath, whole.outputPath);
    expect(likeness).toHaveLength(320);
    expect(Math.min(...likeness)).toBeGreaterThan(70);

    const killed = await convert('killed', {
      onFrames: () => {
        if (notedFrames(join(folder, 'killed')) >= 250) killOwnWorkers();
      },
    });
    expect(killed.outcome).toMatchObject({ status: 'failed', error: { code: 'worker_crashed' } });
    const kept: number[] = [];
    const again = await convert('killed', {
      onFrames: (_, { keptSeconds }) => void kept.push(keptSeconds ?? 0),
    });
    expect(again.outcome).toMatchObject({ status: 'done', result: { written: 320, swapped: 320 } });
    expect(Math.max(...kept)).toBeGreaterThan(20);
    expect(await pictureSums(again.outputPath)).toEqual(await pictureSums(whole.outputPath));
    expect(await reportIn(join(folder, 'killed'))).toEqual(await reportIn(join(folder, 'whole')));
  },
);

/** Draws the right one's face, as the left one's. */
const otherModel = async (left: number[], right: number[]) => ({
  ...{ person: 1, otherFace: 0, drawnBy: await untrained(join(folder, 'other.safetensors'), 2), to: 'b' as const },
  ...{ personDescriptor: right, shownDescriptor: left },
});

/** Mean difference of luma of the tenth frames. */
const halvesThatDiffer = async (one: string, other: string): Promise<{ left: number; right: number }> => {
  const signal = new AbortController().signal;
  const tenth = async (path: string) => {
    for await (const frame of frameIo.readFrames({ path, facts: await factsOf(path), samplesPerSecond: null, signal }))
      if (frame.index === 10) return frame;
    throw new Error('The result is too short.');
  };
  const [a, b] = [await tenth(one), await tenth(other)];
  const sums = { left: 0, right: 0 };
  a.y.forEach((value, at) => {
    const half = at % a.width < a.width / 2 ? 'left' : 'right';
    sums[half] += Math.abs(value - (b.y[at] as number));
  });
  const pixels = (a.width * a.height) / 2;
  return { left: sums.left / pixels, right: sums.right / pixels };
};

/** Two people side by side in a made clip, each given the face of another model by the studio's own worker. */
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { worstName } from '#core/studio/file-names.ts';
import { createFaceModels } from '#server/adapters/tensorflow/face-models/create-face-models.ts';
import { ffmpeg } from '#tests/helpers/make-clip.ts';
import { convertByWorker, reportIn, untrained } from '#tests/helpers/real-conversion.ts';
import { factsOf, frameIo } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

const [man, woman] = [sharedMedia('grid_bbaf2n_man.mpg'), sharedMedia('grid_brbk7n_woman.mpg')];

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
  const other = {
    ...{ person: 1, otherFace: 0, drawnBy: await untrained(join(folder, 'other.safetensors'), 2), to: 'b' as const },
    ...{ personDescriptor: right, shownDescriptor: left },
  };
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

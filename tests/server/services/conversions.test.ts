import { afterEach, beforeEach, expect, test } from 'vitest';
import { readyPair, writeCheckpoint } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
beforeEach(async () => {
  scene = await openTestStudio();
});
afterEach(() => scene[Symbol.asyncDispose]());

/** A run that has saved three states: the second is the best. */
const trained = async (architecture: 'swift' | 'studio') => {
  const { personA, personB, clipA } = await readyPair(scene);
  const settings = { batchSize: 4, architecture, checkpointsKept: 5 };
  const { id } = await scene.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings });
  await scene.studio.runs.command(id, 'start');
  const work = await scene.runner.take('train-autoencoder');
  work.begin();
  for (const [iteration, error] of [
    [10, 0.3],
    [20, 0.1],
    [30, 0.2],
  ] as const)
    await work.news(await writeCheckpoint(work.payload.runFolder, iteration, { heldOutError: error }));
  work.done({ iteration: 30, reason: 'stopped' });
  await scene.studio.jobs.whenEnded(work.jobId);
  return { run: await scene.studio.runs.read(id), clip: clipA };
};

test('a conversion is made with the best saved state, and says which that was', async () => {
  const { run, clip } = await trained('swift');
  const conversion = await scene.studio.conversions.create({ runId: run.id, clipId: clip.id, settings: { to: 'b' } });
  const { payload } = await scene.runner.take('convert-video');
  expect(payload.checkpointPath).toMatch(/20\.safetensors$/);
  expect(conversion).toMatchObject({
    iteration: 20,
    checkpoint: { kind: 'best', name: null, isBest: true, heldOutError: 0.1 },
  });
});

test('a conversion is made with the saved state that was asked for', async () => {
  const { run, clip } = await trained('swift');
  const asked = run.checkpoints.find(({ iteration }) => iteration === 30);
  const conversion = await scene.studio.conversions.create({
    runId: run.id,
    clipId: clip.id,
    checkpointId: asked?.id,
    settings: { to: 'b' },
  });
  const { payload } = await scene.runner.take('convert-video');
  expect(payload.checkpointPath).toMatch(/30\.safetensors$/);
  expect(conversion.checkpoint).toMatchObject({ kind: 'automatic', isBest: false, heldOutError: 0.2 });
});

test('a saved state of another run, or one whose file is not right, is refused', async () => {
  const { run, clip } = await trained('swift');
  const asked = { runId: run.id, clipId: clip.id, settings: { to: 'b' as const } };
  await expect(scene.studio.conversions.create({ ...asked, checkpointId: 'elsewhere' })).rejects.toMatchObject({
    code: 'not_found',
  });
  const [newest] = run.checkpoints;
  await scene.store.runs.updateCheckpoint(newest?.id ?? '', { fault: 'cut' });
  await expect(scene.studio.conversions.create({ ...asked, checkpointId: newest?.id })).rejects.toMatchObject({
    code: 'checkpoint_damaged',
  });
});

test('a learned mask is refused of a model that draws none, and taken of one that does', async () => {
  const swift = await trained('swift');
  const settings = { to: 'b', mask: 'learned' } as const;
  await expect(
    scene.studio.conversions.create({ runId: swift.run.id, clipId: swift.clip.id, settings }),
  ).rejects.toMatchObject({ code: 'bad_request', facts: { architecture: 'swift' } });
  const { run, clip } = await trained('studio');
  await scene.studio.conversions.create({ runId: run.id, clipId: clip.id, settings });
  expect((await scene.runner.take('convert-video')).payload.settings.mask).toBe('learned');
});

test('the worker is told how the person looks who is to appear, where anybody has measured it', async () => {
  const { run, clip } = await trained('swift');
  const ask = { runId: run.id, clipId: clip.id, settings: { to: 'b' } } as const;
  const [other] = await scene.studio.clips.list(run.personB.id);
  await scene.store.clips.update(other?.id ?? '', { descriptor: [0.6, 0.8] });
  await scene.studio.conversions.create(ask);
  expect((await scene.runner.take('convert-video')).payload.shownDescriptor?.map((value) => value.toFixed(3))).toEqual([
    '0.600',
    '0.800',
  ]);
});

test('a part of a clip is converted, and one that holds nothing is refused', async () => {
  const { run, clip } = await trained('swift');
  const asked = { runId: run.id, clipId: clip.id };
  const seconds = clip.facts?.durationSeconds ?? 0;
  for (const part of [
    { inSeconds: seconds },
    { inSeconds: 0.4, outSeconds: 0.4 },
    { inSeconds: seconds + 1, outSeconds: seconds + 2 },
  ])
    await expect(scene.studio.conversions.create({ ...asked, settings: { to: 'b', ...part } })).rejects.toMatchObject({
      code: 'bad_request',
      facts: { durationSeconds: seconds },
    });
  await scene.studio.conversions.create({ ...asked, settings: { to: 'b', inSeconds: 0.2, outSeconds: 0.6 } });
  const { payload } = await scene.runner.take('convert-video');
  expect(payload.settings).toMatchObject({ inSeconds: 0.2, outSeconds: 0.6 });
  expect(payload.frameTimesPath).toContain(clip.id);
});

test('a format that the ffmpeg at hand cannot write is refused; another one names the file', async () => {
  const { run, clip } = await trained('swift');
  const asked = { runId: run.id, clipId: clip.id };
  await expect(
    scene.studio.conversions.create({ ...asked, settings: { to: 'b', format: 'av1' } }),
  ).rejects.toMatchObject({ code: 'encoder_missing', facts: { format: 'av1' } });
  await scene.studio.conversions.create({ ...asked, settings: { to: 'b', format: 'ffv1' } });
  const { payload } = await scene.runner.take('convert-video');
  expect(payload.outputPath).toMatch(/result\.mkv$/);
  expect(payload.sideBySidePath).toMatch(/side-by-side\.mp4$/);
});

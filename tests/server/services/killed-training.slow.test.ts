/** Real workers with a small model, killed at moments that a seed chooses, in a real studio. */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { seededRandom } from '#core/autoencoder/random.ts';
import type { CreateRun, RunView } from '#core/contract/run.ts';
import { createImageCodec } from '#server/adapters/sharp/image-codec.ts';
import { concurrencyOf, loadConfig } from '#server/config.ts';
import { createSupervisor } from '#server/jobs/supervisor.ts';
import type { JobRunner } from '#server/ports/job-runner.ts';
import { processesWith } from '#tests/helpers/processes.ts';
import { blobs } from '#tests/helpers/small-autoencoder.ts';
import { createFakeRunner } from '#tests/server/helpers/fake-runner.ts';
import { extractFaces, foundFace, importedClip, personWithConsent } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

const workerPath = resolve(import.meta.dirname, '../../helpers/small-worker.ts');
const maxIterations = 600;

let scene: TestStudio;
beforeEach(async () => {
  const played = createFakeRunner();
  const trained = createSupervisor({ workerPath, env: {}, concurrency: concurrencyOf(loadConfig({ env: {} })) });
  const realRunner: JobRunner = {
    run: (job) => (job.kind === 'train-autoencoder' ? trained.run(job) : played.run(job)),
    command: (...given) => trained.command(...given) || played.command(...given),
    ask: (...given) => trained.ask(...given),
    reorder: (jobIds) => {
      trained.reorder(jobIds);
      played.reorder(jobIds);
    },
    cancel: (jobId) => trained.cancel(jobId) || played.cancel(jobId),
    close: async () => {
      await Promise.all([trained.close(), played.close()]);
    },
  };
  scene = { ...(await openTestStudio({ realRunner })), runner: played };
});
afterEach(() => scene[Symbol.asyncDispose]());

/** A person with a clip of twelve faces, whose crops are pictures. */
const person = async (name: string, firstSeed: number): Promise<string> => {
  const { id } = await personWithConsent(scene, name);
  await importedClip(scene, id);
  await extractFaces(
    scene,
    Array.from({ length: 12 }, (_, index) => foundFace({ frameIndex: 50 * index })),
  );
  const codec = createImageCodec();
  for (const [index, face] of (await scene.store.faces.places({ personId: id, state: 'kept' })).entries()) {
    const path = scene.files.paths.face(face.clipId, face.id, face.pictureVersion);
    await writeFile(path, await codec.encodeJpeg(blobs(firstSeed + index, 256), { quality: 95 }));
  }
  return id;
};

const start = async (runId: string): Promise<string> =>
  (await scene.studio.runs.command(runId, 'start')).jobId as string;

const untilTrained = async (runId: string, more: () => boolean): Promise<void> => {
  const { iteration } = await scene.studio.runs.read(runId);
  while (more() && (await scene.studio.runs.read(runId)).iteration === iteration) await wait(10);
};

/** Trains to the end, killed as often as asked; gives how often it was. */
const train = async (run: CreateRun, kills: readonly number[] = []): Promise<{ view: RunView; killed: number }> => {
  const { id } = await scene.studio.runs.create(run);
  let killed = 0;
  for (const delayMs of kills) {
    let isOver = false;
    const ended = scene.studio.jobs.whenEnded(await start(id)).then(() => {
      isOver = true;
    });
    await untilTrained(id, () => !isOver);
    await wait(delayMs);
    for (const pid of processesWith(workerPath)) {
      killed += 1;
      process.kill(pid, 'SIGKILL');
    }
    await ended;
    if ((await scene.studio.runs.read(id)).state === 'completed') break;
  }
  const { state } = await scene.studio.runs.read(id);
  if (state !== 'completed') await scene.studio.jobs.whenEnded(await start(id));
  return { view: await scene.studio.runs.read(id), killed };
};

const finalWeights = async ({ id }: RunView): Promise<Buffer> => {
  // Upon whichever branch: each kill begins one.
  const last = (await scene.store.runs.checkpointsOf(id)).find(({ iteration }) => iteration === maxIterations);
  const file = await readFile(scene.files.paths.checkpoint(id, last?.fileName ?? 'none'));
  return file.subarray(8 + Number(file.readBigUInt64LE(0)));
};

it.each(['fp32', 'bf16'] as const)(
  'a training in %s that is killed again and again ends with the weights and the curve of one that was not, bit for bit',
  async (precision) => {
    const [personAId, personBId] = [await person('Ana', 0), await person('Bo', 100)];
    const settings = {
      architecture: 'original' as const,
      precision,
      batchSize: 2,
      learningRate: 1e-3,
      maxIterations,
      previewEvery: 1000,
      checkpointEveryIterations: 60,
    };
    const random = seededRandom(7, `kills in ${precision}`);
    const kills = Array.from({ length: 3 }, () => 800 * random.uniform());
    const whole = await train({ personAId, personBId, settings });
    const cut = await train({ personAId, personBId, settings }, kills);
    expect([whole.view.state, cut.view.state]).toEqual(['completed', 'completed']);
    expect(cut.killed).toBeGreaterThan(0);
    // No kill left a checkpoint that could not be used.
    expect(cut.view.resumed).toMatchObject({ passedOver: [] });
    expect((await finalWeights(cut.view)).equals(await finalWeights(whole.view))).toBe(true);
    const curveOf = async ({ id }: RunView) => {
      const { iteration, a, b } = await scene.files.losses.read(id);
      return [iteration, a, b].map((column) => Array.from(column));
    };
    expect(await curveOf(cut.view)).toEqual(await curveOf(whole.view));
    // Faces were held out all along, the same.
    expect((await scene.files.validation.read(cut.view.id)).at(-1)).toMatchObject({ iteration: maxIterations });
    const names = await scene.files.names(join(scene.files.paths.run(cut.view.id), 'checkpoints'));
    expect(names.filter((name) => name.endsWith('.part'))).toEqual([]);
  },
  300_000,
);

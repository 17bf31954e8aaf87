/** A real small training, shared as a file and taken into another studio, by real workers. */
import { createHash } from 'node:crypto';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { seededRandom } from '#core/autoencoder/random.ts';
import type { JobKind, JobView } from '#core/contract/jobs.ts';
import type { ModelCard } from '#core/contract/model-card.ts';
import type { RunView } from '#core/contract/run.ts';
import { createSafetensorsStore } from '#server/adapters/safetensors/checkpoint-store.ts';
import { openPredictor } from '#server/adapters/tensorflow/predictor.ts';
import { concurrencyOf, configToEnvironment, findTools, loadConfig } from '#server/config.ts';
import { createSupervisor } from '#server/jobs/supervisor.ts';
import type { JobRunner } from '#server/ports/job-runner.ts';
import { imageCodec } from '#tests/helpers/real-tools.ts';
import { blobs } from '#tests/helpers/small-autoencoder.ts';
import { createFakeRunner } from '#tests/server/helpers/fake-runner.ts';
import { listen } from '#tests/server/helpers/listen.ts';
import { extractFaces, foundFace, importedClip, personWithConsent } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

// A worker loads TensorFlow for each training; how long that takes is not what is tested.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const real: readonly JobKind[] = ['train-autoencoder', 'share-model', 'import-model'];

/** Imports and extractions are played, what this file is about is done by workers. */
const openScene = async (): Promise<TestStudio> => {
  const config = loadConfig({ env: {} });
  const { ffmpegPath, ffprobePath } = findTools(process.env);
  const played = createFakeRunner();
  const worked = createSupervisor({
    workerPath: resolve('server/worker.ts'),
    env: { ...configToEnvironment(config), FFMPEG_PATH: ffmpegPath, FFPROBE_PATH: ffprobePath },
    concurrency: concurrencyOf(config),
  });
  const realRunner: JobRunner = {
    run: (job) => (real.includes(job.kind) ? worked.run(job) : played.run(job)),
    command: (...given) => worked.command(...given) || played.command(...given),
    ask: (...given) => worked.ask(...given),
    reorder: (jobIds) => {
      worked.reorder(jobIds);
      played.reorder(jobIds);
    },
    cancel: (jobId) => worked.cancel(jobId) || played.cancel(jobId),
    close: async () => {
      await Promise.all([worked.close(), played.close()]);
    },
  };
  const limits = { maxFileBytes: 1e9, maxDurationSeconds: 60, maxPixels: 4e6 };
  return { ...(await openTestStudio({ realRunner, images: imageCodec, settings: { limits } })), runner: played };
};

let home: TestStudio;
let away: TestStudio;
let awayServer: Awaited<ReturnType<typeof listen>>;
let people: { readonly a: string; readonly b: string };
let run: RunView;
let sharedPath: string;
let card: ModelCard;
let imported: RunView;

const iterations = 6;

/** A person with a clip of twelve faces, whose crops are pictures. */
const person = async (scene: TestStudio, name: string, firstSeed: number): Promise<string> => {
  const { id } = await personWithConsent(scene, name);
  await importedClip(scene, id);
  await extractFaces(
    scene,
    Array.from({ length: 12 }, (_, index) => foundFace({ frameIndex: 50 * index })),
  );
  for (const [index, path] of (await cropPaths(scene, id)).entries())
    await writeFile(path, await imageCodec.encodeJpeg(blobs(firstSeed + index, 256), { quality: 95 }));
  return id;
};

const cropPaths = async ({ store, files }: TestStudio, personId: string): Promise<string[]> =>
  (await store.faces.places({ personId, state: 'kept' })).map((face) =>
    files.paths.face(face.clipId, face.id, face.pictureVersion),
  );

const done = async (scene: TestStudio, jobId: string | null): Promise<JobView> => {
  const job = await scene.studio.jobs.whenEnded(jobId ?? '');
  expect(job).toMatchObject({ state: 'done', error: null });
  return job;
};

const share = async (scene: TestStudio, runId: string, withPictures = true): Promise<string> => {
  await done(scene, (await scene.studio.sharedModels.create(runId, { withPictures })).id);
  const [newest] = await scene.studio.sharedModels.list(runId);
  return (await scene.studio.sharedModels.file(runId, newest?.iteration ?? 0)).path;
};

/** A reader of its own, from the format's description alone. */
const cardIn = async (path: string): Promise<ModelCard> => {
  const file = await readFile(path);
  const { __metadata__ } = JSON.parse(file.toString('utf8', 8, 8 + Number(file.readBigUInt64LE(0))));
  return JSON.parse(__metadata__.card) as ModelCard;
};

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

const importFile = async (path: string, pair: { readonly personAId: string; readonly personBId: string }) => {
  const taken = join(away.folder, 'upload');
  await copyFile(path, taken);
  return away.studio.modelImports.adopt({ ...pair, path: taken, name: 'from a friend.safetensors' });
};

let pair: { readonly personAId: string; readonly personBId: string };

beforeAll(async () => {
  home = await openScene();
  away = await openScene();
  awayServer = await listen(away, { maxUploadBytes: 1e8 });
  people = { a: await person(home, 'Ana', 0), b: await person(home, 'Bo', 100) };
  const settings = {
    architecture: 'swift' as const,
    precision: 'fp32' as const,
    batchSize: 2,
    maxIterations: iterations,
    previewEvery: 2,
    heldOutShare: 0,
  };
  const draft = await home.studio.runs.create({ personAId: people.a, personBId: people.b, settings });
  await done(home, (await home.studio.runs.command(draft.id, 'start')).jobId);
  run = await home.studio.runs.read(draft.id);
  sharedPath = join(home.folder, 'shared.safetensors');
  await copyFile(await share(home, run.id), sharedPath);
  card = await cardIn(sharedPath);
  pair = {
    personAId: (await personWithConsent(away, 'Ana M.')).id,
    personBId: (await personWithConsent(away, 'Bo L.')).id,
  };
  const { runId, job } = await importFile(sharedPath, pair);
  await done(away, job.id);
  imported = await away.studio.runs.read(runId);
});
afterAll(async () => {
  await awayServer?.[Symbol.asyncDispose]();
  await home?.[Symbol.asyncDispose]();
  await away?.[Symbol.asyncDispose]();
});

describe('the file', () => {
  it('says what the model is, and to what its people agreed', () => {
    expect(card).toMatchObject({
      architecture: 'swift',
      precision: 'fp32',
      iteration: iterations,
      settings: { batchSize: 2, averaging: 0.99 },
      people: {
        a: { name: 'Ana', consents: [{ purpose: 'A test of the studio', method: 'self', validUntil: null }] },
        b: { name: 'Bo' },
      },
      origins: [],
    });
    expect(card.curve.map(({ iteration }) => iteration)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(card.pictures.map(({ iteration }) => iteration)).toEqual([1, 6]);
  });

  it('names the faces it was trained on by a digest that whoever has them can make anew', async () => {
    for (const side of ['a', 'b'] as const) {
      const digests = await Promise.all(
        (await cropPaths(home, people[side])).map(async (path) => sha256(await readFile(path))),
      );
      const lines = digests.sort().map((digest) => `${digest}\n`);
      expect(card.people[side].faces).toEqual({ count: 12, sha256: sha256(lines.join('')) });
    }
  });

  it('says nothing of where things lie here, by what the studio knows them, or of evidence', async () => {
    const said = JSON.stringify({ ...card, pictures: [] });
    const { consents } = await home.studio.persons.read(people.a);
    for (const secret of [
      home.folder,
      people.a,
      people.b,
      run.id,
      consents[0]?.id ?? '',
      'evidence',
      'startFrom',
      'shownFaces',
    ])
      expect(said).not.toContain(secret);
  });

  it('leaves the pictures at home where it is told to', async () => {
    expect((await cardIn(await share(home, run.id, false))).pictures).toEqual([]);
  });

  it('is for nobody once one of its people has withdrawn', async () => {
    await using scene = await openTestStudio();
    const [a, b] = [await personWithConsent(scene, 'Ana'), await personWithConsent(scene, 'Bo')];
    const draft = await scene.studio.runs.create({ personAId: a.id, personBId: b.id, settings: {} });
    await scene.studio.persons.withdrawConsent(a.id, a.consents[0]?.id ?? '');
    const refused = { code: 'consent_withdrawn' };
    await expect(scene.studio.sharedModels.create(draft.id, { withPictures: true })).rejects.toMatchObject(refused);
    await expect(scene.studio.sharedModels.file(draft.id, 1)).rejects.toMatchObject(refused);
  });
});

const drawn = async (scene: TestStudio, { id, checkpoints }: RunView, decoder: 'a' | 'b'): Promise<Float32Array> => {
  const path = scene.files.paths.checkpoint(id, `${checkpoints[0]?.iteration}.safetensors`);
  const { tensors } = await createSafetensorsStore().read(path);
  using predictor = openPredictor({ architecture: 'swift', architectures, precision: 'fp32', decoder, state: tensors });
  const random = seededRandom(3, 'faces');
  const faces = Float32Array.from({ length: 4 * predictor.faceSize ** 2 * 3 }, () => random.uniform());
  return (await predictor.predict({ faces, count: 4 })).faces;
};

describe('in another studio', () => {
  it('draws what it drew at home, bit for bit, as both people', async () => {
    for (const decoder of ['a', 'b'] as const) {
      const [here, there] = [await drawn(home, run, decoder), await drawn(away, imported, decoder)];
      expect(Buffer.from(there.buffer).equals(Buffer.from(here.buffer))).toBe(true);
      expect(new Set(here).size).toBeGreaterThan(1000);
    }
  });

  it('is a run that never trains, with the card, the curve and the pictures it came with', async () => {
    expect(imported).toMatchObject({
      state: 'imported',
      iteration: iterations,
      previewIteration: 6,
      personA: { name: 'Ana M.' },
      settings: { architecture: 'swift', batchSize: 2, startFrom: null },
      imported: {
        sha256: sha256(await readFile(sharedPath)),
        fileName: 'from a friend.safetensors',
        card: { people: { a: { name: 'Ana' } } },
      },
    });
    const { buckets } = await away.studio.runs.curve(imported.id, { buckets: 100 });
    expect(buckets.iterations).toEqual([1, 2, 3, 4, 5, 6]);
    expect(buckets.values.a.mean[5]).toBeCloseTo(run.lossA ?? 0, 5);
    expect(await away.studio.runs.previews(imported.id)).toMatchObject({
      previews: [{ iteration: 1 }, { iteration: 6 }],
      left: [],
    });
    expect(
      (await readFile(away.files.paths.preview(imported.id, { branch: 0, iteration: 6 }))).subarray(1, 4).toString(),
    ).toBe('PNG');
    await expect(away.studio.runs.command(imported.id, 'start')).rejects.toMatchObject({ code: 'job_state' });
    await expect(away.studio.runGoingBack.goBack(imported.id, imported.checkpoints[0]?.id ?? '')).rejects.toMatchObject(
      {
        code: 'job_state',
      },
    );
    await expect(away.studio.runSettings.change(imported.id, { batchSize: 4 })).rejects.toMatchObject({
      code: 'job_state',
    });
  });

  it('can be begun with, and the run begun names the file it descends from', async () => {
    const startFrom = {
      runId: imported.id,
      parts: ['encoder', 'inter', 'decoder'] as ('encoder' | 'inter' | 'decoder')[],
    };
    const trainedHere = { personAId: await person(away, 'Cleo', 300), personBId: await person(away, 'Dan', 400) };
    const settings = { architecture: 'swift' as const, batchSize: 2, maxIterations: 1, heldOutShare: 0, startFrom };
    const next = await away.studio.runs.create({ ...trainedHere, settings });
    await done(away, (await away.studio.runs.command(next.id, 'start')).jobId);
    const { origins } = await cardIn(await share(away, next.id));
    expect(origins).toMatchObject([
      { relation: 'begun-with', sha256: imported.imported?.sha256, people: { a: { name: 'Ana' }, b: { name: 'Bo' } } },
    ]);
  });

  it('is shared on as what it is: the same training, this studio’s consent, and where it came from', async () => {
    const path = await share(away, imported.id);
    const again = await cardIn(path);
    expect(again).toMatchObject({
      iteration: card.iteration,
      curve: card.curve,
      settings: card.settings,
      people: { a: { name: 'Ana M.', faces: card.people.a.faces } },
      origins: [{ relation: 'copy-of', sha256: imported.imported?.sha256, people: { a: { name: 'Ana' } } }],
    });
    const tensorBytes = async (file: string) => {
      const bytes = await readFile(file);
      return bytes.subarray(8 + Number(bytes.readBigUInt64LE(0)));
    };
    expect((await tensorBytes(path)).equals(await tensorBytes(sharedPath))).toBe(true);
  });

  it('converts nothing without the consent of its people, whatever its card says', async () => {
    const [c, d] = [await personWithConsent(away, 'Eva'), await personWithConsent(away, 'Fay')];
    const clip = await importedClip(away, c.id);
    await extractFaces(away, [foundFace()]);
    const { runId, job } = await importFile(sharedPath, { personAId: c.id, personBId: d.id });
    await done(away, job.id);
    const conversion = { runId, clipId: clip.id, settings: { to: 'b' as const } };
    await away.studio.conversions.create(conversion);
    const work = await away.runner.take('convert-video');
    expect(work.payload.drawnBy).toMatchObject({ checkpointPath: expect.stringContaining(runId) });
    await away.studio.persons.withdrawConsent(d.id, d.consents[0]?.id ?? '');
    await expect(away.studio.conversions.create(conversion)).rejects.toMatchObject({ code: 'consent_withdrawn' });
  });
});

/** Everything in the data folder but the database, which keeps the job that failed, and the logs of jobs. */
const filesOf = async ({ files }: TestStudio): Promise<string[]> =>
  (await readdir(files.paths.root, { recursive: true })).filter((name) => !/^(studio\.db|jobs)/.test(name)).sort();

describe('a file that is refused', () => {
  const spoiled = async (spoil: (bytes: Buffer) => Buffer): Promise<string> => {
    const path = join(away.folder, 'spoiled');
    await writeFile(path, spoil(await readFile(sharedPath)));
    return path;
  };
  const cardChanged = (change: object) => (bytes: Buffer) => {
    const end = 8 + Number(bytes.readBigUInt64LE(0));
    const { __metadata__, ...tensors } = JSON.parse(bytes.toString('utf8', 8, end));
    const changed = { ...__metadata__, card: JSON.stringify({ ...card, ...change }) };
    const json = Buffer.from(JSON.stringify({ __metadata__: changed, ...tensors }));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(json.length));
    return Buffer.concat([length, json, bytes.subarray(end)]);
  };

  it.each<[string, string, (bytes: Buffer) => Buffer]>([
    ['cut', 'model_file_refused', (bytes) => bytes.subarray(0, -4)],
    [
      'with a weight that is no number',
      'model_file_refused',
      (bytes) => Buffer.concat([bytes.subarray(0, -4), Buffer.from(Float32Array.of(Number.NaN).buffer)]),
    ],
    ['that is something else', 'not_a_model', () => Buffer.from('MZ and so on')],
    ['of another architecture than it says', 'model_file_refused', cardChanged({ architecture: 'studio' })],
    ['of an architecture nobody knows', 'model_unknown', cardChanged({ architecture: 'vast' })],
    [
      'whose picture is a page',
      'model_file_refused',
      cardChanged({ pictures: [{ iteration: 1, data: Buffer.from('<svg onload="alert(1)"/>').toString('base64') }] }),
    ],
  ])('%s leaves a code, the log of its job and nothing else', async (_, code, spoil) => {
    const runs = (await away.studio.runs.list()).length;
    const before = await filesOf(away);
    const { job } = await importFile(await spoiled(spoil), pair);
    expect(await away.studio.jobs.whenEnded(job.id)).toMatchObject({ state: 'failed', error: { code } });
    expect(await filesOf(away)).toEqual(before);
    expect(await away.studio.runs.list()).toHaveLength(runs);
  });
});

describe('an upload of the kind model', () => {
  const upload = async (personAId: string, personBId: string, bytes: Buffer) =>
    new Promise<{ runId: string; jobId: string }>((give, reject) => {
      new Upload(bytes, {
        endpoint: `${awayServer.address}/api/uploads`,
        retryDelays: [],
        metadata: { kind: 'model', personAId, personBId, filename: 'model.safetensors' },
        onSuccess: ({ lastResponse }) => {
          const header = (name: string) => lastResponse.getHeader(name) ?? '';
          give({ runId: header('X-Run-Id'), jobId: header('X-Job-Id') });
        },
        onError: reject,
      }).start();
    });

  it('becomes the run it says, and leaves nothing among the uploads', async () => {
    const { runId, jobId } = await upload(pair.personAId, pair.personBId, await readFile(sharedPath));
    await done(away, jobId);
    expect(await away.studio.runs.read(runId)).toMatchObject({ state: 'imported', iteration: iterations });
    expect(await away.files.names(away.files.paths.uploads)).toEqual([]);
  });

  it('is refused before the first byte where one of the people has not agreed, or both are one', async () => {
    const { id } = await away.studio.persons.create({ name: 'Nobody' });
    const refusalOf = (work: Promise<unknown>) =>
      work.catch((error) => JSON.parse(error.originalResponse.getBody()).code as string);
    expect(await refusalOf(upload(pair.personAId, id, Buffer.from('x')))).toBe('consent_missing');
    expect(await refusalOf(upload(pair.personAId, pair.personAId, Buffer.from('x')))).toBe('bad_request');
  });
});

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { JobNews, JobPayload, JobProgress } from '#core/contract/jobs.ts';
import { runSettings } from '#core/contract/run.ts';
import { concurrencyOf, configToEnvironment, loadConfig } from '#server/config.ts';
import { createSupervisor, type SupervisorOptions } from '#server/jobs/supervisor.ts';
import type { JobRunner, StartJob } from '#server/ports/job-runner.ts';
import { makeClip, temporaryFolder } from '#tests/helpers/make-clip.ts';
import { eventually, processesWith } from '#tests/helpers/processes.ts';

const helpers = resolve(import.meta.dirname, '../../helpers');
const concurrency = { ...concurrencyOf(loadConfig({ env: {} })), 'import-video': 2, 'train-autoencoder': 1 };

const open: JobRunner[] = [];
const newSupervisor = (options: Partial<SupervisorOptions> = {}): JobRunner => {
  const supervisor = createSupervisor({
    workerPath: join(helpers, 'fixture-worker.ts'),
    env: {},
    concurrency,
    cancelGraceMs: 300,
    killGraceMs: 300,
    ...options,
  });
  open.push(supervisor);
  return supervisor;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((supervisor) => supervisor.close()));
});

type Importing = Partial<StartJob<'import-video'>> & { readonly behaviour: string; readonly marker?: string };

const importing = ({ behaviour, marker = 'none', ...rest }: Importing): StartJob<'import-video'> => ({
  jobId: randomUUID(),
  kind: 'import-video',
  payload: { clipId: behaviour, sourcePath: marker, thumbnailPath: marker, frameTimesPath: marker, clipKind: 'video' },
  onStarted: () => undefined,
  onProgress: () => undefined,
  onNews: async () => undefined,
  onPrinted: () => undefined,
  ...rest,
});

const trainPayload: JobPayload<'train-autoencoder'> = {
  runId: 'r',
  settings: runSettings.parse({}),
  facesA: ['a'],
  facesB: ['b'],
  landmarksPath: '/nowhere/landmarks.f32',
  heldOutA: [],
  branch: 0,
  shownA: [],
  shownB: [],
  heldOutB: [],
  runFolder: '/nowhere',
  startFrom: null,
  resumeFrom: null,
  trainedSeconds: 0,
};

/** A job that tells when it has begun. */
const started = (job: Importing) => {
  const begun = Promise.withResolvers<void>();
  return { job: importing({ ...job, onStarted: () => begun.resolve() }), begun: begun.promise };
};

describe('a worker process', () => {
  it('1. begins the job when it has said hello, and gives its result', async () => {
    const { job, begun } = started({ behaviour: 'done' });
    const outcome = newSupervisor().run(job);
    await begun;
    expect(await outcome).toMatchObject({ status: 'done', result: { sha256: 'x' } });
  });

  it('1. hears commands given before it could hear', async () => {
    const supervisor = newSupervisor();
    const news: JobNews[] = [];
    const onNews = async (item: JobNews) => void news.push(item);
    const job = {
      jobId: 't',
      kind: 'train-autoencoder',
      payload: trainPayload,
      onStarted: () => undefined,
      onProgress: () => undefined,
      onNews,
      onPrinted: () => undefined,
    } as const;
    const outcome = supervisor.run(job);
    for (const command of ['pause', 'resume', 'stop'] as const) expect(supervisor.command('t', command)).toBe(true);
    expect(await outcome).toMatchObject({ status: 'done', result: { reason: 'stopped' } });
    expect(news.map(({ kind }) => kind)).toEqual(['paused', 'resumed', 'resumed']);
    expect(supervisor.command('t', 'stop')).toBe(false);
  });

  it('2. passes progress in order', async () => {
    const seen: JobProgress[] = [];
    await newSupervisor().run(importing({ behaviour: 'progress', onProgress: (progress) => seen.push(progress) }));
    expect(seen.map(({ done }) => done)).toEqual([1, 2, 3]);
  });

  it.each(['news', 'news-unawaited'])(
    '2. stores news one by one before the outcome is given: %s',
    async (behaviour) => {
      const stored: number[] = [];
      let atOnce = 0;
      const onNews = async (news: JobNews) => {
        atOnce += 1;
        expect(atOnce).toBe(1);
        await setTimeout(20);
        if (news.kind === 'preview') stored.push(news.iteration);
        atOnce -= 1;
      };
      expect(await newSupervisor().run(importing({ behaviour, onNews }))).toMatchObject({ status: 'done' });
      expect(stored).toEqual([1, 2, 3, 4, 5]);
    },
  );

  it('3. that dies has crashed, with its last words in the error', async () => {
    const outcome = await newSupervisor().run(importing({ behaviour: 'crash' }));
    expect(outcome).toMatchObject({
      status: 'failed',
      error: { code: 'worker_crashed', facts: { how: 'signal SIGKILL', lastLines: 'last words' } },
    });
    expect(await newSupervisor().run(importing({ behaviour: 'exit' }))).toMatchObject({
      error: { code: 'worker_crashed', facts: { how: 'exit code 3' } },
    });
  });

  it('3. that fails says why in its own code and facts; a bug says so', async () => {
    const supervisor = newSupervisor();
    expect(await supervisor.run(importing({ behaviour: 'refuse' }))).toEqual({
      status: 'failed',
      error: { code: 'video_truncated', message: 'It breaks off.', facts: { frames: 3 } },
    });
    expect(await supervisor.run(importing({ behaviour: 'bug' }))).toMatchObject({
      status: 'failed',
      error: { code: 'internal', message: 'a bug' },
    });
  });

  it('3. that can not be started has failed', async () => {
    const supervisor = newSupervisor({ workerPath: '/no/such/worker.ts' });
    expect(await supervisor.run(importing({ behaviour: 'done' }))).toMatchObject({
      status: 'failed',
      error: { code: 'worker_crashed' },
    });
  });

  it('4. ends when asked to, and every process it started', async () => {
    const supervisor = newSupervisor();
    const marker = randomUUID();
    const working = Promise.withResolvers<void>();
    const job = importing({ behaviour: 'child-and-wait', marker, onProgress: () => working.resolve() });
    const outcome = supervisor.run(job);
    await working.promise;
    expect(processesWith(marker).length).toBe(1);
    expect(supervisor.cancel(job.jobId)).toBe(true);
    expect(await outcome).toEqual({ status: 'cancelled' });
    await eventually(() => processesWith(marker).length === 0);
    expect(supervisor.cancel(job.jobId)).toBe(false);
  });

  it.each(['stubborn', 'hang'])('4. is killed when it does not end by itself: %s', async (behaviour) => {
    const supervisor = newSupervisor();
    const { job, begun } = started({ behaviour });
    const outcome = supervisor.run(job);
    await begun;
    supervisor.cancel(job.jobId);
    expect(await outcome).toEqual({ status: 'cancelled' });
  });

  it('5. whose news can not be stored ends as failed with that error', async () => {
    const onNews = async () => {
      throw new Error('the disk is full');
    };
    expect(await newSupervisor().run(importing({ behaviour: 'news', onNews }))).toMatchObject({
      status: 'failed',
      error: { message: 'the disk is full' },
    });
  });

  it('6. that is silent for too long is killed and has failed', async () => {
    const outcome = await newSupervisor({ silenceMs: 1500 }).run(importing({ behaviour: 'hang' }));
    expect(outcome).toMatchObject({
      status: 'failed',
      error: { code: 'worker_crashed', message: expect.stringContaining('no longer answered') },
    });
  });

  it('6. that speaks another language is killed and has failed', async () => {
    await using folder = await temporaryFolder();
    const workerPath = join(folder.path, 'old-worker.mjs');
    await writeFile(workerPath, "process.send({ type: 'hello', version: 0 }); setTimeout(() => {}, 600_000);");
    expect(await newSupervisor({ workerPath }).run(importing({ behaviour: 'done' }))).toMatchObject({
      status: 'failed',
      error: { code: 'worker_crashed' },
    });
  });

  it('6. whose result has the wrong form has failed', async () => {
    expect(await newSupervisor().run(importing({ behaviour: 'wrong-result' }))).toMatchObject({
      status: 'failed',
      error: { code: 'worker_crashed' },
    });
  });

  it('7. leaves no process behind when it is done', async () => {
    const marker = randomUUID();
    expect(await newSupervisor().run(importing({ behaviour: 'child-and-done', marker }))).toMatchObject({
      status: 'done',
    });
    await eventually(() => processesWith(marker).length === 0);
  });

  it('sees nothing of the environment but what it needs', async () => {
    process.env.UNDERSTUDY_TEST_SECRET = 'x';
    const outcome = await newSupervisor({ env: { UNDERSTUDY_PORT: '1' } }).run(importing({ behaviour: 'environment' }));
    delete process.env.UNDERSTUDY_TEST_SECRET;
    const names = outcome.status === 'done' ? outcome.result.sha256.split(',') : [];
    expect(names).toContain('PATH');
    expect(names).toContain('UNDERSTUDY_PORT');
    expect(names.filter((name) => /SECRET|TOKEN|KEY|npm_/.test(name))).toEqual([]);
  });

  it('ends with its children when the web process is killed', async () => {
    const marker = randomUUID();
    const host = spawn(process.execPath, [join(helpers, 'supervisor-host.ts'), marker], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(host.stdout, 'data');
    expect(processesWith(`sleep-${marker}`).length).toBe(1);
    host.kill('SIGKILL');
    await eventually(() => processesWith(marker).length === 0);
  });
});

describe('the queue', () => {
  it('8. runs no more of a kind than its share, the others in the order they came', async () => {
    const supervisor = newSupervisor();
    const order: string[] = [];
    const jobs = ['a', 'b', 'c', 'd'].map((jobId) =>
      importing({ jobId, behaviour: 'wait', onStarted: () => order.push(jobId) }),
    );
    const outcomes = jobs.map((job) => supervisor.run(job));
    await eventually(() => order.length === 2);
    await setTimeout(300);
    expect(order.toSorted()).toEqual(['a', 'b']);
    supervisor.cancel('a');
    await eventually(() => order.length === 3);
    expect(order[2]).toBe('c');
    for (const { jobId } of jobs) supervisor.cancel(jobId);
    expect(await Promise.all(outcomes)).toEqual(jobs.map(() => ({ status: 'cancelled' })));
  });

  it('8. lets no kind wait for another', async () => {
    const supervisor = newSupervisor({ concurrency: { ...concurrency, 'train-autoencoder': 1, 'import-video': 1 } });
    const waiting = importing({ jobId: 'waiting', behaviour: 'wait' });
    const blocked = supervisor.run(waiting);
    const train = {
      jobId: 't',
      kind: 'train-autoencoder',
      payload: trainPayload,
      onStarted: () => void supervisor.command('t', 'stop'),
      onProgress: () => undefined,
      onNews: async () => undefined,
      onPrinted: () => undefined,
    } as const;
    expect(await supervisor.run(train)).toMatchObject({ status: 'done' });
    supervisor.cancel('waiting');
    await blocked;
  });

  it('9. never starts a job that was cancelled while it waited', async () => {
    const supervisor = newSupervisor({ concurrency: { ...concurrency, 'import-video': 1 } });
    const first = supervisor.run(importing({ jobId: 'first', behaviour: 'wait' }));
    const onStarted = () => expect.unreachable('it started');
    const second = supervisor.run(importing({ jobId: 'second', behaviour: 'done', onStarted }));
    expect(supervisor.cancel('second')).toBe(true);
    expect(await second).toEqual({ status: 'cancelled' });
    supervisor.cancel('first');
    await first;
  });

  it('8. starts those that wait in the order they were put in last', async () => {
    const supervisor = newSupervisor({ concurrency: { ...concurrency, 'import-video': 1 } });
    const order: string[] = [];
    const outcomes = ['a', 'b', 'c', 'd'].map((jobId) =>
      supervisor.run(
        importing({ jobId, behaviour: jobId === 'a' ? 'wait' : 'done', onStarted: () => order.push(jobId) }),
      ),
    );
    await eventually(() => order.length === 1);
    supervisor.reorder(['d', 'b']);
    supervisor.cancel('a');
    await Promise.all(outcomes);
    expect(order).toEqual(['a', 'd', 'c', 'b']);
  });

  it('10. closing lets training save, cancels all else and starts nothing more', async () => {
    const supervisor = newSupervisor({ concurrency: { ...concurrency, 'import-video': 1 } });
    const trainBegun = Promise.withResolvers<void>();
    const train = {
      jobId: 't',
      kind: 'train-autoencoder',
      payload: trainPayload,
      onStarted: () => trainBegun.resolve(),
      onProgress: () => undefined,
      onNews: async () => undefined,
      onPrinted: () => undefined,
    } as const;
    const outcomes = Promise.all([
      supervisor.run(train),
      supervisor.run(importing({ behaviour: 'wait' })),
      supervisor.run(importing({ behaviour: 'done', onStarted: () => expect.unreachable('it started') })),
    ]);
    await trainBegun.promise;
    await supervisor.close();
    expect(await outcomes).toMatchObject([
      { status: 'done', result: { reason: 'stopped' } },
      { status: 'cancelled' },
      { status: 'cancelled' },
    ]);
    expect(await supervisor.run(importing({ behaviour: 'done' }))).toEqual({ status: 'cancelled' });
  });

  it('10. closing kills what takes too long', async () => {
    const supervisor = newSupervisor({ cancelGraceMs: 600_000, closeDeadlineMs: 300 });
    const { job, begun } = started({ behaviour: 'stubborn' });
    const outcome = supervisor.run(job);
    await begun;
    await supervisor.close();
    expect(await outcome).toEqual({ status: 'cancelled' });
  });
});

describe("the studio's own worker", () => {
  it('imports a clip: facts, digest, thumbnail, and whether browsers play it', async () => {
    await using folder = await temporaryFolder();
    const config = loadConfig({ env: {}, options: { dataFolder: folder.path } });
    const supervisor = newSupervisor({
      workerPath: resolve(helpers, '../../server/worker.ts'),
      env: configToEnvironment(config),
      concurrency: concurrencyOf(config),
    });
    const path = await makeClip({ path: join(folder.path, 'clip.mp4') });
    const thumbnailPath = join(folder.path, 'thumbnail.jpg');
    const payload = {
      clipId: 'c',
      sourcePath: path,
      thumbnailPath,
      frameTimesPath: join(folder.path, 'times.bin'),
      clipKind: 'video',
    } as const;
    const outcome = await supervisor.run(importing({ behaviour: '', payload }));
    expect(outcome).toMatchObject({
      status: 'done',
      result: { playable: true, facts: { frameCount: 50 }, sizeBytes: (await stat(path)).size },
    });
    expect((await stat(thumbnailPath)).size).toBeGreaterThan(500);
    await writeFile(path, 'words');
    expect(await supervisor.run(importing({ behaviour: '', payload }))).toMatchObject({
      status: 'failed',
      error: { code: 'not_a_video' },
    });
    expect((await readdir(folder.path)).toSorted()).toEqual(['clip.mp4', 'thumbnail.jpg', 'times.bin']);
  });

  it('obeys the limits of the configuration', async () => {
    await using folder = await temporaryFolder();
    const config = loadConfig({ env: {}, options: { dataFolder: folder.path, maxDurationSeconds: 1 } });
    const supervisor = newSupervisor({
      workerPath: resolve(helpers, '../../server/worker.ts'),
      env: configToEnvironment(config),
    });
    const path = await makeClip({ path: join(folder.path, 'clip.mp4') });
    const payload = {
      clipId: 'c',
      sourcePath: path,
      thumbnailPath: join(folder.path, 't.jpg'),
      frameTimesPath: join(folder.path, 't.bin'),
      clipKind: 'video' as const,
    };
    expect(await supervisor.run(importing({ behaviour: '', payload }))).toMatchObject({
      status: 'failed',
      error: { code: 'video_too_long' },
    });
  });
});

/** A worker whose jobs misbehave as their clip id asks: the supervisor's tests run it as a real process. */
import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { StudioError } from '#core/contract/errors.ts';
import type { JobContext, JobHandler, WorkerTools } from '#server/jobs/job-handler.ts';
import { serveJob } from '#server/jobs/serve-job.ts';

type Importing = JobHandler<'import-video'>;

const facts = {
  durationSeconds: 1,
  frameRate: 25,
  frameCount: 25,
  width: 2,
  height: 2,
  rotation: 0,
  codec: 'h264',
  container: 'mp4',
  pixelFormat: 'yuv420p',
  audioCodec: null,
  fieldOrder: 'progressive',
  transfer: 'sdr',
  range: 'limited',
} as const;
const result = { facts, sha256: 'x', sizeBytes: 1, playable: true };

const untilCancelled = async ({ signal }: JobContext): Promise<never> => {
  await setTimeout(600_000, undefined, { signal });
  throw new Error('nobody cancelled');
};

const block = (milliseconds: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};

const behaviours: Record<string, Importing> = {
  done: async () => result,
  wait: (_, context) => untilCancelled(context),
  refuse: async () => {
    throw new StudioError('video_truncated', 'It breaks off.', { facts: { frames: 3 } });
  },
  bug: async () => {
    throw new TypeError('a bug');
  },
  crash: async () => {
    console.error('last words');
    process.kill(process.pid, 'SIGKILL');
    return result;
  },
  exit: async () => process.exit(3),
  progress: async (_, { progress }) => {
    for (let done = 1; done <= 3; done += 1)
      progress({ stage: 'reading', done, total: 3, unit: 'steps', rate: null, etaSeconds: null });
    return result;
  },
  news: async (_, { news }) => {
    for (let iteration = 1; iteration <= 5; iteration += 1) await news({ kind: 'preview', iteration, path: 'x' });
    return result;
  },
  // Says everything at once and ends: what is not yet stored must not be lost.
  'news-unawaited': async (_, { news }) => {
    for (let iteration = 1; iteration <= 5; iteration += 1) void news({ kind: 'preview', iteration, path: 'x' });
    return result;
  },
  'wrong-result': async () => ({ ...result, sha256: 7 as unknown as string }),
  // Neither asked nor told to end does it end.
  stubborn: async () => {
    process.removeAllListeners('SIGTERM');
    process.on('SIGTERM', () => undefined);
    await setTimeout(600_000);
    return result;
  },
  hang: async () => {
    block(600_000);
    return result;
  },
  'child-and-wait': async (payload, context) => {
    spawn('sleep', ['600'], { stdio: 'ignore', argv0: `sleep-${payload.sourcePath}` });
    context.progress({ stage: 'reading', done: 1, total: null, unit: 'steps', rate: null, etaSeconds: null });
    return untilCancelled(context);
  },
  'child-and-done': async (payload) => {
    spawn('sleep', ['600'], { stdio: 'inherit', argv0: `sleep-${payload.sourcePath}` });
    return result;
  },
  environment: async () => ({ ...result, sha256: Object.keys(process.env).sort().join() }),
};

const training: JobHandler<'train-autoencoder'> = async (_, context) => {
  for (let iteration = 1; ; iteration += 1) {
    const commands = context.takeCommands();
    for (const command of commands)
      await context.news(command === 'pause' ? { kind: 'paused', reason: 'asked' } : { kind: 'resumed' });
    if (commands.includes('stop')) return { iteration, reason: 'stopped' };
    await context.nextCommand();
    context.signal.throwIfAborted();
  }
};

/** Says back what it is asked, and refuses to say nothing. */
const answering: JobHandler<'try-conversion'> = async ({ idleSeconds }, { nextQuestion }) => {
  let drawn = 0;
  for (let asked = await nextQuestion(idleSeconds * 1000); asked; asked = await nextQuestion(idleSeconds * 1000)) {
    if (asked.question === 'end') process.exit(0);
    if (asked.question === '') asked.refuse(new StudioError('frame_missing', 'There is nothing to say.'));
    else asked.answer({ said: asked.question });
    drawn += 1;
  }
  return { drawn };
};

const unused = async (): Promise<never> => {
  throw new Error('not in this fixture');
};

serveJob({
  handlers: {
    'import-video': async () => (payload, context) => (behaviours[payload.clipId] ?? unused)(payload, context),
    'train-autoencoder': async () => training,
    'check-links': unused,
    'download-clip': unused,
    'make-proxy': unused,
    'extract-faces': unused,
    'fix-face': unused,
    'import-dataset': unused,
    'convert-video': unused,
    'convert-segments': unused,
    'try-conversion': async () => answering,
    'export-conversion': unused,
    'export-model': unused,
    'measure-looks': unused,
    'measure-training': unused,
    'share-model': unused,
    'import-model': unused,
    'import-dfm': unused,
  },
  createTools: async () => ({}) as WorkerTools,
});

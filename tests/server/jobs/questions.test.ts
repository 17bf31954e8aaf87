import { resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { concurrencyOf, loadConfig } from '#server/config.ts';
import { createSupervisor } from '#server/jobs/supervisor.ts';
import type { JobRunner, StartJob } from '#server/ports/job-runner.ts';

let supervisor: JobRunner;
afterEach(() => supervisor.close());

const jobId = 'asked';

/** A worker that says back what it is asked. */
const begin = ({ idleSeconds }: { readonly idleSeconds: number }) => {
  supervisor = createSupervisor({
    workerPath: resolve(import.meta.dirname, '../../helpers/fixture-worker.ts'),
    env: {},
    concurrency: concurrencyOf(loadConfig({ env: {} })),
  });
  const begun = Promise.withResolvers<void>();
  const job: StartJob<'try-conversion'> = {
    jobId,
    kind: 'try-conversion',
    payload: { idleSeconds },
    onStarted: begun.resolve,
    onProgress: () => undefined,
    onNews: async () => undefined,
    onPrinted: () => undefined,
  };
  return { ended: supervisor.run(job), begun: begun.promise };
};

test('11. a worker answers and refuses questions, those put before it could hear too, and rests when nobody asks', async () => {
  const { ended, begun } = begin({ idleSeconds: 0.5 });
  const early = supervisor.ask(jobId, 'early');
  await begun;
  expect(await Promise.all([early, supervisor.ask(jobId, 2)])).toEqual([{ said: 'early' }, { said: 2 }]);
  await expect(supervisor.ask(jobId, '')).rejects.toMatchObject({ code: 'frame_missing' });
  expect(await ended).toEqual({ status: 'done', result: { drawn: 3 } });
  await expect(supervisor.ask(jobId, 'late')).rejects.toMatchObject({ code: 'job_state' });
});

test('11. a worker that ends leaves no question waiting', async () => {
  const { ended } = begin({ idleSeconds: 60 });
  await expect(supervisor.ask(jobId, 'end')).rejects.toMatchObject({ code: 'job_state' });
  expect(await ended).toMatchObject({ status: 'failed' });
});

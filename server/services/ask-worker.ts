/** Asks a worker for something that is no job of anybody's list: nobody follows it, and who asked waits for the answer. */
import { randomUUID } from 'node:crypto';
import { errorFromReport, StudioError } from '#core/contract/errors.ts';
import type { JobPayload, JobResult } from '#core/contract/jobs.ts';
import type { JobRunner } from '#server/ports/job-runner.ts';

type Measuring = 'measure-looks' | 'measure-training';

interface Asked<Kind extends Measuring> {
  readonly kind: Kind;
  readonly payload: JobPayload<Kind>;
  readonly signal: AbortSignal | undefined;
}

/** @throws StudioError as the work does, cancelled */
export const askWorker = async <Kind extends Measuring>(
  runner: JobRunner,
  { kind, payload, signal }: Asked<Kind>,
): Promise<JobResult<Kind>> => {
  const jobId = randomUUID();
  signal?.addEventListener('abort', () => runner.cancel(jobId), { once: true });
  const outcome = await runner.run({
    ...{ jobId, kind, payload },
    onStarted: () => undefined,
    onProgress: () => undefined,
    onNews: async () => undefined,
    onPrinted: () => undefined,
  });
  if (outcome.status === 'done') return outcome.result;
  throw outcome.status === 'failed'
    ? errorFromReport(outcome.error)
    : new StudioError('cancelled', 'The measurement was cancelled.');
};

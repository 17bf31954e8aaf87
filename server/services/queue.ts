/** What a person does with work that waits, runs or has ended: hold it, let it go on, let it go first, do it again. */
import { StudioError } from '#core/contract/errors.ts';
import type { JobView } from '#core/contract/jobs.ts';
import type { ConversionsService } from './conversions.ts';
import type { JobsService } from './jobs.ts';
import type { RunsService } from './runs.ts';

export interface QueueService {
  /** @throws StudioError not_found, job_state where it does not run or cannot be held */
  pause(jobId: string): Promise<JobView>;
  resume(jobId: string): Promise<JobView>;
  /** Once more what failed or was cancelled. @throws StudioError not_found, job_state, and as the first try does */
  retry(jobId: string): Promise<void>;
}

interface Parts {
  readonly jobs: JobsService;
  readonly runs: RunsService;
  readonly conversions: ConversionsService;
}

export const createQueueService = ({ jobs, runs, conversions }: Parts): QueueService => {
  const tell = async (jobId: string, command: 'pause' | 'resume'): Promise<JobView> => {
    const job = await jobs.read(jobId);
    if (job.kind === 'train-autoencoder') await runs.command(job.subject.id, command);
    else if (!isHeldByItself(job) || !jobs.command(jobId, command)) throw refused(job);
    return jobs.read(jobId);
  };
  return {
    pause: (jobId) => tell(jobId, 'pause'),
    resume: (jobId) => tell(jobId, 'resume'),
    retry: async (jobId) => {
      const job = await jobs.read(jobId);
      if (job.state !== 'failed' && job.state !== 'cancelled') throw refused(job);
      if (job.kind === 'train-autoencoder') await runs.command(job.subject.id, 'start');
      else if (job.kind === 'convert-video') await conversions.retry(job.subject.id);
      else throw refused(job);
    },
  };
};

const isHeldByItself = ({ kind, state }: JobView): boolean =>
  kind === 'convert-video' && (state === 'running' || state === 'paused');

const refused = ({ id, kind, state }: JobView): StudioError =>
  new StudioError('job_state', 'This job does not take that now.', { facts: { jobId: id, kind, state } });

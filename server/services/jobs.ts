/**
 * Jobs: each is a row, a worker and an owner. The owner says what to run, what to keep of the result (`publish`) and what to
 * tidy where there is none (`abandon`); this service keeps the row, the progress and the events in step with the worker.
 */
import { randomUUID } from 'node:crypto';
import { type ErrorReport, reportError, StudioError } from '#core/contract/errors.ts';
import type { JobCommand, JobKind, JobNews, JobPayload, JobProgress, JobResult, JobView } from '#core/contract/jobs.ts';
import { isJobActive, type JobHappening, nextJobState } from '#core/studio/job-states.ts';
import type { JobOutcome } from '#server/ports/job-runner.ts';
import type { JobRecord } from '#server/ports/studio-store.ts';
import type { StudioContext } from './studio-context.ts';

export interface JobWork<Kind extends JobKind> {
  readonly kind: Kind;
  readonly title: string;
  readonly subject: JobView['subject'];
  /** Whose faces it uses: it ends when one of them takes consent back. */
  readonly personIds: readonly string[];
  /** Jobs of one lane run one after another. */
  readonly lane?: string;
  /** Made when the job's turn has come; throwing fails the job. */
  readonly payload: () => Promise<JobPayload<Kind>>;
  readonly onBegan?: () => Promise<void>;
  /** Throwing ends the job as failed. */
  readonly onNews?: (news: JobNews) => Promise<void>;
  /** Keeps the result; throwing makes the job a failed one and `abandon` is called. */
  readonly publish: (result: JobResult<Kind>) => Promise<void>;
  readonly abandon: (ending: JobEnding) => Promise<void>;
  /** After the job is over, however it went: the moment to tell how its subject looks now. */
  readonly tell: () => Promise<void>;
}

export type JobEnding = { readonly status: 'cancelled' } | { readonly status: 'failed'; readonly error: ErrorReport };

export interface JobsService {
  /** Resolves when the job is queued; the work goes on behind. */
  start<Kind extends JobKind>(work: JobWork<Kind>): Promise<JobView>;
  list(): Promise<JobView[]>;
  /** @throws StudioError not_found */
  read(jobId: string): Promise<JobView>;
  /** Resolves when the job has ended and all is kept or tidied. */
  whenEnded(jobId: string): Promise<JobView>;
  activeOn(subjectId: string): string | null;
  /** False where it does not run now. */
  command(jobId: string, command: JobCommand): boolean;
  /** @throws StudioError not_found, job_state where it has ended already */
  cancel(jobId: string): Promise<JobView>;
  /** Ends every job on these subjects, and waits for it. */
  endOn(subjectIds: readonly string[]): Promise<void>;
  /** Ends every job that uses this person's face, as refused for `reason`, and waits for it. */
  refuseFor(personId: string, reason: ErrorReport): Promise<void>;
  /** Ends the workers so that the next start can go on from what they saved. */
  close(): Promise<void>;
}

interface Active {
  record: JobRecord;
  progress: JobProgress | null;
  readonly personIds: readonly string[];
  begun: boolean;
  /** Set where it is to end: why. */
  ending: JobEnding | undefined;
  /** Row changes of one job follow one another. */
  writing: Promise<void>;
  ended: Promise<JobView>;
}

export const createJobsService = (context: StudioContext): JobsService => {
  const { store, runner, events, now } = context;
  const active = new Map<string, Active>();
  const lanes = new Map<string, Promise<unknown>>();
  let closing = false;

  const view = ({ record, progress }: Pick<Active, 'record' | 'progress'>): JobView => ({ ...record, progress });

  const change = (job: Active, changes: Partial<JobRecord>): Promise<void> => {
    job.record = { ...job.record, ...changes };
    job.writing = job.writing.then(() => store.jobs.update(job.record.id, changes));
    events.publish({ type: 'job:changed', job: view(job) });
    return job.writing;
  };

  const happen = (job: Active, happening: JobHappening, changes: Partial<JobRecord> = {}): Promise<void> => {
    const state = nextJobState(job.record.state, happening);
    return state ? change(job, { ...changes, state }) : Promise.resolve();
  };

  const end = (job: Active, ending: JobEnding): void => {
    job.ending ??= ending;
    if (job.begun) runner.cancel(job.record.id);
  };

  const takeNews = async <Kind extends JobKind>(job: Active, work: JobWork<Kind>, news: JobNews): Promise<void> => {
    if (job.ending) return;
    try {
      await work.onNews?.(news);
      if (news.kind === 'paused' || news.kind === 'resumed') await happen(job, news.kind);
    } catch (error) {
      end(job, { status: 'failed', error: reportError(error) });
    }
  };

  const runToOutcome = async <Kind extends JobKind>(job: Active, work: JobWork<Kind>): Promise<JobOutcome<Kind>> => {
    const payload = job.ending ? undefined : await work.payload();
    if (job.ending || !payload) return job.ending ?? { status: 'cancelled' };
    job.begun = true;
    const outcome = await runner.run({
      jobId: job.record.id,
      kind: work.kind,
      payload,
      onStarted: () => {
        void happen(job, 'began', { startedAt: now().toISOString() });
        void work.onBegan?.().catch((error: unknown) => end(job, { status: 'failed', error: reportError(error) }));
      },
      onProgress: (progress) => {
        job.progress = progress;
        const event = () =>
          active.has(job.record.id) ? ({ type: 'job:changed', job: view(job) } as const) : undefined;
        events.publishPaced({ key: job.record.id, intervalMs: 100, event });
      },
      onNews: (news) => takeNews(job, work, news),
    });
    return job.ending ?? outcome;
  };

  const settle = async <Kind extends JobKind>(job: Active, work: JobWork<Kind>): Promise<JobView> => {
    const ending = await keepOrExplain(job, work);
    // A job cut by the studio's own end keeps its row as it is: the next start sees that it was interrupted.
    if (!(closing && ending?.status === 'cancelled')) {
      if (ending) await work.abandon(ending).catch(logLost);
      const error = ending?.status === 'failed' ? { code: ending.error.code, message: ending.error.message } : null;
      await happen(job, ending?.status ?? 'done', { error, endedAt: now().toISOString() });
    }
    return view(job);
  };

  /** undefined where the result was kept. */
  const keepOrExplain = async <Kind extends JobKind>(
    job: Active,
    work: JobWork<Kind>,
  ): Promise<JobEnding | undefined> => {
    try {
      const outcome = await runToOutcome(job, work);
      if (outcome.status !== 'done') return outcome;
      await work.publish(outcome.result);
      return undefined;
    } catch (error) {
      return { status: 'failed', error: reportError(error) };
    }
  };

  const inLane = <Value>(lane: string | undefined, task: () => Promise<Value>): Promise<Value> => {
    if (lane === undefined) return task();
    const turn = (lanes.get(lane) ?? Promise.resolve()).then(task, task);
    lanes.set(lane, turn);
    return turn;
  };

  const endAndWait = async (jobs: readonly Active[], ending: JobEnding): Promise<void> => {
    for (const job of jobs) end(job, ending);
    await Promise.allSettled(jobs.map((job) => job.ended));
  };

  const read = async (jobId: string): Promise<JobView> => {
    const job = active.get(jobId);
    if (job) return view(job);
    const record = await store.jobs.read(jobId);
    if (!record) throw new StudioError('not_found', 'There is no such job.', { facts: { jobId } });
    return view({ record, progress: null });
  };

  return {
    start: async (work) => {
      if (closing) throw new StudioError('job_state', 'The studio is shutting down.');
      const record = newRecord(work, now());
      await store.jobs.insert(record);
      const job: Active = {
        record,
        progress: null,
        personIds: work.personIds,
        begun: false,
        ending: undefined,
        writing: Promise.resolve(),
        ended: Promise.resolve(view({ record, progress: null })),
      };
      active.set(record.id, job);
      events.publish({ type: 'job:changed', job: view(job) });
      job.ended = inLane(work.lane, () => settle(job, work)).finally(async () => {
        active.delete(record.id);
        if (!closing) await work.tell().catch(logLost);
      });
      job.ended.catch(logLost);
      return view(job);
    },
    list: async () => {
      const records = await store.jobs.list({ endedLimit: 50 });
      return records.map((record) => view(active.get(record.id) ?? { record, progress: null }));
    },
    read,
    whenEnded: async (jobId) => active.get(jobId)?.ended ?? read(jobId),
    activeOn: (subjectId) =>
      [...active.values()].findLast((job) => job.record.subject.id === subjectId)?.record.id ?? null,
    command: (jobId, command) => runner.command(jobId, command),
    cancel: async (jobId) => {
      const job = active.get(jobId);
      if (job) end(job, { status: 'cancelled' });
      else if (!isJobActive((await read(jobId)).state))
        throw new StudioError('job_state', 'This job has ended already.', { facts: { jobId } });
      return read(jobId);
    },
    endOn: (subjectIds) =>
      endAndWait(
        [...active.values()].filter((job) => subjectIds.includes(job.record.subject.id)),
        { status: 'cancelled' },
      ),
    refuseFor: (personId, reason) =>
      endAndWait(
        [...active.values()].filter((job) => job.personIds.includes(personId)),
        { status: 'failed', error: reason },
      ),
    close: async () => {
      closing = true;
      const waiting = [...active.values()];
      for (const job of waiting) if (!job.begun) job.ending ??= { status: 'cancelled' };
      await runner.close();
      await Promise.allSettled(waiting.map((job) => job.ended));
    },
  };
};

const newRecord = <Kind extends JobKind>(work: JobWork<Kind>, at: Date): JobRecord => ({
  id: randomUUID(),
  kind: work.kind,
  state: 'queued',
  title: work.title,
  subject: work.subject,
  error: null,
  createdAt: at.toISOString(),
  startedAt: null,
  endedAt: null,
});

/** What remains where even tidying failed: the database is closed or the disk is gone. The next start tidies. */
const logLost = (error: unknown): void => {
  process.stderr.write(
    `understudy: a job could not be tidied: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
};

/** The jobs of the studio: those at work, in their lanes, and those remembered. */
import { type ErrorReport, StudioError } from '#core/contract/errors.ts';
import type { JobCommand, JobView, ListedJobKind, MoveJob } from '#core/contract/jobs.ts';
import { isJobActive } from '#core/studio/job-states.ts';
import { type ActiveJob, createActiveJob, type JobEnding, type JobWork, logLost } from './active-job.ts';
import { createJobLogs } from './job-logs.ts';
import type { StudioContext } from './studio-context.ts';

export interface JobsService {
  /** Resolves when the job is queued; the work goes on behind. */
  start<Kind extends ListedJobKind>(work: JobWork<Kind>): Promise<JobView>;
  list(): Promise<JobView[]>;
  /** @throws StudioError not_found */
  read(jobId: string): Promise<JobView>;
  /** Resolves when the job has ended and all is kept or tidied. */
  whenEnded(jobId: string): Promise<JobView>;
  activeOn(subjectId: string): string | null;
  /** False where it does not run now. */
  command(jobId: string, command: JobCommand): boolean;
  /** @throws StudioError not_found, job_state where it does not wait */
  move(jobId: string, to: MoveJob['to']): Promise<JobView>;
  /** All that its worker and the programs it ran have written. @throws StudioError not_found */
  log(jobId: string): Promise<string>;
  /** @throws StudioError not_found, job_state where it has ended already */
  cancel(jobId: string): Promise<JobView>;
  /** Ends every job on these subjects, and waits for it. */
  endOn(subjectIds: readonly string[]): Promise<void>;
  /** Ends every job that uses this person's face, as refused for `reason`, and waits for it. */
  refuseFor(personId: string, reason: ErrorReport): Promise<void>;
  /** Forgets the logs of jobs that are no longer listed. */
  tidy(): Promise<void>;
  /** Ends the workers so that the next start can go on from what they saved. */
  close(): Promise<void>;
}

/** Ended jobs shown in the list. */
const endedShown = 50;

export const createJobsService = (context: StudioContext): JobsService => {
  const { store, runner } = context;
  const active = new Map<string, { readonly job: ActiveJob; readonly ended: Promise<JobView> }>();
  const inLane = createLanes();
  const logs = createJobLogs(context);
  let places = 0;
  let closing = false;

  const begin = <Kind extends ListedJobKind>(job: ActiveJob, work: JobWork<Kind>): void => {
    const ended = inLane(work.lane, () => job.run(() => closing)).finally(async () => {
      active.delete(job.id);
      if (!closing) await work.tell().catch(logLost);
    });
    ended.catch(logLost);
    active.set(job.id, { job, ended });
  };

  const endWhere = async (condition: (job: ActiveJob) => boolean, ending: JobEnding): Promise<void> => {
    const chosen = [...active.values()].filter(({ job }) => condition(job));
    for (const { job } of chosen) job.end(ending);
    await Promise.allSettled(chosen.map(({ ended }) => ended));
  };

  const read = async (jobId: string): Promise<JobView> => {
    const record = active.get(jobId)?.job.view() ?? (await store.jobs.read(jobId));
    if (!record) throw new StudioError('not_found', 'There is no such job.', { facts: { jobId } });
    return { progress: null, place: null, ...record };
  };

  return {
    start: async (work) => {
      if (closing) throw new StudioError('job_state', 'The studio is shutting down.');
      places += 1;
      const job = createActiveJob(context, { work, logs, place: places });
      await job.insert();
      begin(job, work);
      return job.view();
    },
    list: async () => {
      const records = await store.jobs.list({ endedLimit: endedShown });
      return records.map((record) => active.get(record.id)?.job.view() ?? { ...record, progress: null, place: null });
    },
    read,
    whenEnded: async (jobId) => active.get(jobId)?.ended ?? read(jobId),
    activeOn: (subjectId) => [...active.values()].findLast(({ job }) => job.subjectId === subjectId)?.job.id ?? null,
    command: (jobId, command) => runner.command(jobId, command),
    move: async (jobId, to) => {
      const { kind } = await read(jobId);
      const jobs = [...active.values()].map(({ job }) => job);
      const moved = movedTo(lineOf(jobs, kind), { jobId, to });
      runner.reorder(moved.map(({ id }) => id));
      takePlaces(moved);
      return read(jobId);
    },
    log: (jobId) => read(jobId).then(() => logs.read(jobId)),
    cancel: async (jobId) => {
      const job = active.get(jobId)?.job;
      job?.end({ status: 'cancelled' });
      const view = await read(jobId);
      if (!job && !isJobActive(view.state)) {
        throw new StudioError('job_state', 'This job has ended already.', { facts: { jobId } });
      }
      return view;
    },
    endOn: (subjectIds) => endWhere((job) => subjectIds.includes(job.subjectId), { status: 'cancelled' }),
    refuseFor: (personId, reason) =>
      endWhere((job) => job.personIds.includes(personId), { status: 'failed', error: reason }),
    tidy: async () => logs.dropAllBut((await store.jobs.list({ endedLimit: endedShown })).map(({ id }) => id)),
    close: async () => {
      closing = true;
      const waiting = [...active.values()];
      for (const { job } of waiting) job.endUnlessBegun({ status: 'cancelled' });
      await runner.close();
      await Promise.allSettled(waiting.map(({ ended }) => ended));
    },
  };
};

/** Those of a kind that wait, in the order of their turns. */
const lineOf = (jobs: readonly ActiveJob[], kind: JobView['kind']): ActiveJob[] =>
  jobs
    .filter((job) => job.view().state === 'queued' && job.view().kind === kind)
    .sort((one, other) => one.place() - other.place());

/** Among themselves, in this order. */
const takePlaces = (jobs: readonly ActiveJob[]): void => {
  const places = jobs.map((job) => job.place()).sort((one, other) => one - other);
  for (const [index, job] of jobs.entries()) {
    const place = places[index] as number;
    if (job.place() !== place) job.moveTo(place);
  }
};

/** @throws StudioError job_state where it is not in the line */
const movedTo = (line: readonly ActiveJob[], { jobId, to }: MoveJob & { readonly jobId: string }): ActiveJob[] => {
  const at = line.findIndex(({ id }) => id === jobId);
  if (at < 0) throw new StudioError('job_state', 'This job does not wait any more.', { facts: { jobId } });
  const last = line.length - 1;
  const places = { first: 0, earlier: Math.max(0, at - 1), later: Math.min(last, at + 1), last };
  return line.toSpliced(at, 1).toSpliced(places[to], 0, line[at] as ActiveJob);
};

/** Tasks of one lane run one after another; those without a lane at once. */
const createLanes = () => {
  const lanes = new Map<string, Promise<unknown>>();
  return <Value>(lane: string | undefined, task: () => Promise<Value>): Promise<Value> => {
    if (lane === undefined) return task();
    const turn = (lanes.get(lane) ?? Promise.resolve()).then(task, task);
    lanes.set(lane, turn);
    return turn;
  };
};

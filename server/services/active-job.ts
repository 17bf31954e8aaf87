/** One job from its queueing to its end: its row, its progress and its owner are kept in step with its worker. */
import { randomUUID } from 'node:crypto';
import { type ErrorReport, reportError } from '#core/contract/errors.ts';
import type { JobNews, JobPayload, JobProgress, JobResult, JobView, ListedJobKind } from '#core/contract/jobs.ts';
import { type JobHappening, nextJobState } from '#core/studio/job-states.ts';
import type { JobOutcome } from '#server/ports/job-runner.ts';
import type { JobRecord } from '#server/ports/studio-store.ts';
import type { JobLogs } from './job-logs.ts';
import type { StudioContext } from './studio-context.ts';

export interface JobWork<Kind extends ListedJobKind> {
  readonly kind: Kind;
  readonly title: string;
  readonly subject: JobView['subject'];
  /** Whose faces it uses: it ends when one of them takes consent back. */
  readonly personIds: readonly string[];
  /** Jobs of one lane run one after another. */
  readonly lane?: string;
  /** Made when the job's turn has come; throwing fails the job. Fires where it ends before: nobody waits for the payload then. */
  readonly payload: (signal: AbortSignal) => Promise<JobPayload<Kind>>;
  readonly onBegan?: () => Promise<void>;
  /** Throwing ends the job as failed. */
  readonly onNews?: (news: JobNews) => Promise<void>;
  /** A line that the worker wrote; it must not throw. */
  readonly onPrinted?: (line: string) => void;
  /** Keeps the result; throwing makes the job a failed one and `abandon` is called. */
  readonly publish: (result: JobResult<Kind>) => Promise<void>;
  readonly abandon: (ending: JobEnding) => Promise<void>;
  /** After the job is over, however it went: the moment to tell how its subject looks now. */
  readonly tell: () => Promise<void>;
}

export type JobEnding = { readonly status: 'cancelled' } | { readonly status: 'failed'; readonly error: ErrorReport };

export interface ActiveJob {
  readonly id: string;
  readonly subjectId: string;
  readonly personIds: readonly string[];
  view(): JobView;
  /** Lower goes first while it waits. */
  place(): number;
  moveTo(place: number): void;
  /** Queued and told; the work has not begun. */
  insert(): Promise<void>;
  /** Resolves when all is kept or tidied. `isCut` asked at the end: the row stays as it is where the studio itself ends. */
  run(isCut: () => boolean): Promise<JobView>;
  /** Ends it, with this as its outcome whatever the worker says. */
  end(ending: JobEnding): void;
  /** Ends it unless its worker is there, who is asked by somebody else. */
  endUnlessBegun(ending: JobEnding): void;
}

interface NewJob<Kind extends ListedJobKind> {
  readonly work: JobWork<Kind>;
  readonly logs: JobLogs;
  readonly place: number;
}

const progressIntervalMs = 100;

export const createActiveJob = <Kind extends ListedJobKind>(
  context: StudioContext,
  { work, logs, place }: NewJob<Kind>,
): ActiveJob => {
  const { runner, now } = context;
  const row = createRow(context, newRecord(work, now()), place);
  let hasBegun = false;
  let ending: JobEnding | undefined;
  const ended = new AbortController();

  const end = (how: JobEnding): void => {
    ending ??= how;
    ended.abort();
    if (hasBegun) runner.cancel(row.id);
  };
  const fail = (error: unknown): void => end({ status: 'failed', error: reportError(error) });

  const takeNews = async (news: JobNews): Promise<void> => {
    if (ending) return;
    try {
      await work.onNews?.(news);
      if (news.kind === 'paused' || news.kind === 'resumed') await row.happen(news.kind);
    } catch (error) {
      fail(error);
    }
  };

  const runWorker = async (): Promise<JobOutcome<Kind>> => {
    const payload = ending ? undefined : await unlessEnded(work.payload(ended.signal), ended.signal);
    if (ending || !payload) return ending ?? { status: 'cancelled' };
    hasBegun = true;
    const outcome = await runner.run({
      jobId: row.id,
      kind: work.kind,
      payload,
      onStarted: () => {
        row.happen('began', { startedAt: now().toISOString() }).catch(fail);
        work.onBegan?.().catch(fail);
      },
      onProgress: row.progress,
      onNews: takeNews,
      onPrinted: (line) => {
        logs.add(row.id, line);
        work.onPrinted?.(line);
      },
    });
    return ending ?? outcome;
  };

  /** undefined where the result was kept. */
  const keepResult = async (): Promise<JobEnding | undefined> => {
    try {
      const outcome = await runWorker();
      if (outcome.status !== 'done') return outcome;
      await work.publish(outcome.result);
      return undefined;
    } catch (error) {
      return { status: 'failed', error: reportError(error) };
    }
  };

  return {
    id: row.id,
    subjectId: work.subject.id,
    personIds: work.personIds,
    view: row.view,
    place: row.place,
    moveTo: row.moveTo,
    insert: row.insert,
    end,
    endUnlessBegun: (how) => {
      if (!hasBegun) end(how);
    },
    run: async (isCut) => {
      const how = await keepResult();
      if (how?.status === 'cancelled' && isCut()) return row.view();
      if (how) await work.abandon(how).catch(logLost);
      const error = how?.status === 'failed' ? { code: how.error.code, message: how.error.message } : null;
      await logs.keep(row.id).catch(logLost);
      await row.happen(how?.status ?? 'done', { error, endedAt: now().toISOString() });
      return row.view();
    },
  };
};

/** undefined where the signal fires first. */
const unlessEnded = async <Value>(making: Promise<Value>, signal: AbortSignal): Promise<Value | undefined> => {
  const { promise: ended, resolve } = Promise.withResolvers<undefined>();
  signal.addEventListener('abort', () => resolve(undefined), { once: true });
  // What comes of it after the end is nothing to anybody.
  making.catch(() => undefined);
  return Promise.race([making, ended]);
};

/** The job as it is remembered and shown. */
const createRow = ({ store, events }: StudioContext, first: JobRecord, firstPlace: number) => {
  let record = first;
  let newest: JobProgress | null = null;
  let place = firstPlace;
  // Changes of one row follow one another.
  let writing: Promise<void> = Promise.resolve();
  const view = (): JobView => ({ ...record, progress: newest, place: record.endedAt === null ? place : null });
  const tell = (): void => events.publish({ type: 'job:changed', job: view() });
  return {
    id: first.id,
    view,
    place: () => place,
    moveTo: (to: number): void => {
      place = to;
      tell();
    },
    insert: async () => {
      await store.jobs.insert(record);
      tell();
    },
    happen: (happening: JobHappening, changes: Partial<JobRecord> = {}): Promise<void> => {
      const state = nextJobState(record.state, happening);
      if (!state) return Promise.resolve();
      record = { ...record, ...changes, state };
      writing = writing.then(() => store.jobs.update(record.id, { ...changes, state }));
      tell();
      return writing;
    },
    progress: (progress: JobProgress): void => {
      newest = progress;
      const event = () => (record.endedAt === null ? ({ type: 'job:changed', job: view() } as const) : undefined);
      events.publishPaced({ key: record.id, intervalMs: progressIntervalMs, event });
    },
  };
};

const newRecord = <Kind extends ListedJobKind>(work: JobWork<Kind>, at: Date): JobRecord => ({
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

/** For work that nobody waits for: tidying after a job, the sample's start. What it leaves, the next start tidies. */
export const logLost = (error: unknown): void => {
  process.stderr.write(
    `understudy: work behind a finished request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
};

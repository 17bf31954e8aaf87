/**
 * What a trainer reports, kept: losses appended to the run's log, checkpoints as rows, previews under their iteration.
 * The newest figures live in memory and reach the row at every checkpoint, pause and end: a crash goes back to the
 * last checkpoint anyway, and so must the figures.
 */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { CurvePoint } from '#core/contract/curve.ts';
import type { JobNews } from '#core/contract/jobs.ts';
import { currentBranch } from '#core/studio/run-branches.ts';
import type { RunRecord } from '#server/ports/studio-store.ts';
import { sortCheckpoints } from './run-checkpoints.ts';
import { dropManyPreviews } from './run-previews.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

type Figures = Pick<RunRecord, 'iteration' | 'lossA' | 'lossB' | 'imagesPerSecond' | 'trainedSeconds'>;
/** With what is of no use once it has ended. */
type LiveFigures = Figures & { readonly waitingShare: number | null };
type Reported<Kind extends JobNews['kind']> = Extract<JobNews, { kind: Kind }>;

export interface RunRecorder {
  withLiveFigures(run: RunRecord): RunRecord & Partial<LiveFigures>;
  take(runId: string, news: JobNews): Promise<void>;
  /** Writes the newest figures to the row. */
  save(runId: string, iteration?: number): Promise<void>;
  forget(runId: string): void;
}

const lossesIntervalMs = 200;

export const createRunRecorder = (context: StudioContext): RunRecorder => {
  const { store, files, events, now } = context;
  const live = new Map<string, LiveFigures>();
  const takeLosses = createLossTaker(context, live);

  const takeValidation = async (runId: string, { point }: Reported<'validation'>): Promise<void> => {
    await files.validation.append(runId, [point]);
    events.publish({ type: 'run:validation', runId, point });
  };

  const takePreview = async (runId: string, { iteration, path }: Reported<'preview'>): Promise<void> => {
    const run = found(await store.runs.read(runId), 'run');
    const branch = currentBranch(run.branches);
    const place = files.paths.preview(runId, { branch, iteration });
    if (path !== place) await files.publish(path, place);
    await dropManyPreviews(context, run);
    await store.runs.update(runId, { previewIteration: iteration, previewBranch: branch });
    events.publish({ type: 'run:preview', runId, branch, iteration });
  };

  const save = async (runId: string, iteration?: number): Promise<void> => {
    const { waitingShare: _, ...figures } = live.get(runId) ?? {};
    if ('iteration' in figures)
      await store.runs.update(runId, { ...figures, iteration: iteration ?? figures.iteration });
    else if (iteration !== undefined) await store.runs.update(runId, { iteration });
  };

  const takeCheckpoint = async (runId: string, { path, kind: _, ...saved }: Reported<'checkpoint'>): Promise<void> => {
    const createdAt = now().toISOString();
    const { settings, branches } = found(await store.runs.read(runId), 'run');
    await store.runs.insertCheckpoint({
      id: randomUUID(),
      runId,
      branch: currentBranch(branches),
      fileName: basename(path),
      ...saved,
      createdAt,
      kind: 'automatic',
      name: null,
      fault: null,
    });
    await save(runId);
    await sortCheckpoints(context, { runId, keep: settings.checkpointsKept });
  };

  return {
    withLiveFigures: (run) => ({ ...run, ...live.get(run.id) }),
    take: async (runId, news) => {
      if (news.kind === 'losses') await takeLosses(runId, news);
      else if (news.kind === 'validation') await takeValidation(runId, news);
      else if (news.kind === 'preview') await takePreview(runId, news);
      else if (news.kind === 'checkpoint') await takeCheckpoint(runId, news);
    },
    save,
    forget: (runId) => {
      live.delete(runId);
    },
  };
};

const createLossTaker = ({ files, events }: StudioContext, live: Map<string, LiveFigures>) => {
  const untold = new Map<string, CurvePoint[]>();
  return async (runId: string, news: Reported<'losses'>): Promise<void> => {
    const points = withPace(news);
    const last = points.at(-1);
    if (!last) return;
    await files.losses.append(runId, points);
    const { iteration, trainedSeconds, imagesPerSecond, waitingShare } = last;
    live.set(runId, { iteration, lossA: last.a, lossB: last.b, imagesPerSecond, waitingShare, trainedSeconds });
    untold.set(runId, [...(untold.get(runId) ?? []), ...points]);
    events.publishPaced({
      key: `losses ${runId}`,
      intervalMs: lossesIntervalMs,
      event: () => {
        const fresh = untold.get(runId);
        untold.delete(runId);
        return fresh && { type: 'run:losses', runId, points: fresh };
      },
    });
  };
};

const withPace = ({ points, ...news }: Reported<'losses'>): CurvePoint[] => {
  const { imagesPerSecond, learningRate = null, waitingShare = null } = news;
  return points.map((point) => ({ ...point, imagesPerSecond, learningRate, waitingShare }));
};

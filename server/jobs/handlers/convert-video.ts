/** The job that renders a clip with a trained pair: segment by segment, joined when all are there. */
import { StudioError } from '#core/contract/errors.ts';
import type { JobPayload, JobProgress, JobResult } from '#core/contract/jobs.ts';
import { partSeconds } from '#core/studio/clip-part.ts';
import {
  dropOtherSegments,
  type FinishedSegment,
  finishedSegment,
  openSegments,
  planOf,
  type SegmentWork,
} from '#server/jobs/conversion-segments.ts';
import type { JobContext, JobHandler } from '#server/jobs/job-handler.ts';
import { joinedReport } from '#server/jobs/joined-report.ts';
import { processesFor, type RenderedByProcesses, renderInProcesses } from '#server/jobs/render-in-processes.ts';
import { pictureOptions, videosOf } from '#server/jobs/render-segment.ts';
import { type RenderingOptions, renderSegments } from '#server/jobs/render-segments.ts';
import { reportedPeople } from '#server/jobs/reported-people.ts';
import { startPace } from '#server/pipelines/pace.ts';

export const convertVideo: JobHandler<'convert-video'> = async (payload, context) =>
  (await convert(payload, context)) ?? (await convertAnew(payload, context));

type Payload = JobPayload<'convert-video'>;

/** Where segments that were made before do not fit those made now, as of another ffmpeg. */
const convertAnew = async (payload: Payload, context: JobContext): Promise<JobResult<'convert-video'>> => {
  await dropOtherSegments(payload, []);
  const result = await convert({ ...payload, finishedElsewhere: [] }, context);
  if (result) return result;
  throw new StudioError('tool_failed', 'What was encoded does not fit together.');
};

const convert = async (payload: Payload, context: JobContext): Promise<JobResult<'convert-video'> | undefined> => {
  const plan = await planOf(payload, context.tools.frames);
  await dropOtherSegments(payload, plan);
  const segments = await openSegments(payload, plan);
  const before = await finishedOf(payload, context, segments);
  const told = tellProgress({ payload, context, before });
  let earlierSeconds = sumOf(before, (each) => (each.isTakenOver ? 0 : each.finished.spentSeconds));
  let finished = before;
  while (finished.length < segments.length) {
    const open = segments.filter(({ segment }) => finished.every((each) => each.segment !== segment));
    const rendered = await renderOpen({ payload, context, segments: open, told });
    earlierSeconds += rendered.earlierSeconds;
    finished = await finishedOf(payload, context, segments);
    if (rendered.isRendered && finished.length < segments.length) throw emptyPart(payload);
  }
  told.finishing();
  return joined(payload, { context, finished, earlierSeconds });
};

interface Open extends Pick<RenderingOptions, 'payload' | 'context' | 'segments'> {
  readonly told: Told;
}

/** By this process alone, or by several. */
const renderOpen = async ({ told, ...open }: Open): Promise<RenderedByProcesses> => {
  const count = processesFor(open);
  if (count > 1) return renderInProcesses({ ...open, count, onProgress: told.onProcess });
  let earlierSeconds = 0;
  const isRendered = await renderSegments({
    ...{ ...open, atOnce: 1 },
    onFrames: ({ segment }, frames, earlier) => {
      earlierSeconds += earlier?.followed.spentSeconds ?? 0;
      told.onFrames(segment.name, frames, earlier !== undefined);
    },
  });
  return { isRendered, earlierSeconds };
};

const finishedOf = async (
  payload: Payload,
  { tools }: JobContext,
  segments: readonly SegmentWork[],
): Promise<FinishedSegment[]> => {
  const looked = { frames: tools.frames, videos: videosOf(payload) };
  const all = await Promise.all(segments.map((each) => finishedSegment(each, looked)));
  return all.filter((each) => each !== undefined);
};

interface Finished {
  readonly context: JobContext;
  readonly finished: readonly FinishedSegment[];
  readonly earlierSeconds: number;
}

/** undefined where segments do not fit each other. */
const joined = async (
  payload: Payload,
  { context, finished, earlierSeconds }: Finished,
): Promise<JobResult<'convert-video'> | undefined> => {
  const { tools, signal } = context;
  const { settings, marks } = payload;
  const [first] = finished as readonly [FinishedSegment];
  const join = (video: string, path: string) =>
    tools.frames.joinSegments({
      ...{ ...pictureOptions(payload, video), path, marks, signal, colour: first.finished.colour },
      ...{ inSeconds: settings.inSeconds, outSeconds: settings.outSeconds },
      firstFrameSeconds: first.notes[0]?.clipSeconds ?? 0,
      segments: finished.map(({ work, finished: { frames } }) => ({ parts: work.parts(video), frames })),
    });
  if (payload.sideBySidePath !== null && !(await join('side-by-side', payload.sideBySidePath))) return undefined;
  const result = await join('result', payload.outputPath);
  if (!result) return undefined;
  const takenOverSeconds = takenOverOf(payload, finished);
  const { report, jitter } = await joinedReport({
    ...{ finished, people: reportedPeople(payload), folder: payload.reportFolder, takenOverSeconds },
  });
  const { written, swapped } = report.frames;
  return { written, swapped, sizeBytes: result.sizeBytes, jitter, earlierSeconds };
};

const sumOf = <Item>(items: readonly Item[], numberOf: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + numberOf(item), 0);

const secondsOf = ({ facts }: Payload, frames: number): number => frames / facts.frameRate;

/** Of video. */
const takenOverOf = (payload: Payload, finished: readonly FinishedSegment[]): number =>
  secondsOf(
    payload,
    sumOf(finished, (each) => (each.isTakenOver ? each.finished.frames : 0)),
  );

interface Telling {
  readonly payload: Payload;
  readonly context: Pick<JobContext, 'progress'>;
  /** What there is before anything is rendered. */
  readonly before: readonly FinishedSegment[];
}

/** Of all frames, whoever renders them. */
const tellProgress = ({ payload, context, before }: Telling) => {
  const made = new Map(before.map(({ segment, notes }) => [segment.name, notes.length]));
  const takenOverSeconds = takenOverOf(payload, before);
  const own = before.filter(({ isTakenOver }) => !isTakenOver);
  let kept = sumOf(own, ({ notes }) => notes.length);
  const total = () => sumOf([...made.values()], (frames) => frames);
  const newPace = () => startPace({ stage: 'converting', total: framesOf(payload), unit: 'frames', before: total() });
  let pace = newPace();
  let toldOf = 0;
  const tell = () => {
    toldOf = total();
    const keptSeconds = kept > 0 ? { keptSeconds: secondsOf(payload, kept) } : {};
    const takenOver = takenOverSeconds > 0 ? { takenOverSeconds } : {};
    return { ...pace(toldOf), ...keptSeconds, ...takenOver };
  };
  if (before.length > 0) context.progress(tell());
  const onFrames = (whose: string, frames: number, isKept: boolean): void => {
    made.set(whose, frames);
    if (!isKept && total() - toldOf < framesBetweenReports) return;
    if (isKept) {
      kept += frames;
      pace = newPace();
    }
    context.progress(tell());
  };
  return {
    onFrames,
    onProcess: (process: number, { done, keptSeconds = 0 }: JobProgress) =>
      onFrames(`process ${process}`, done, keptSeconds > 0),
    finishing: () => context.progress({ ...tell(), stage: 'finishing' }),
  };
};

type Told = ReturnType<typeof tellProgress>;

const framesBetweenReports = 8;

/** Between two frames there is none, and nobody knows before they are read where they lie. */
const emptyPart = ({ settings: { inSeconds, outSeconds } }: Payload): StudioError =>
  new StudioError('part_empty', 'No frame of the clip lies in the part to be converted: choose a longer one.', {
    facts: { inSeconds, outSeconds },
  });

/** About as many in a part of a clip of uneven rate. */
const framesOf = ({ facts, settings }: Payload): number => {
  const { frameCount, durationSeconds } = facts;
  const seconds = partSeconds(settings, durationSeconds);
  return Math.min(frameCount, Math.max(1, Math.round((frameCount * seconds) / durationSeconds)));
};

/** The job that renders a clip with a trained pair. */
import type { FrameNote } from '#core/contract/conversion-report.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobPayload, JobResult } from '#core/contract/jobs.ts';
import { joinedWidth, joinFrames } from '#core/pixels/frame-copy.ts';
import { partSeconds } from '#core/studio/clip-part.ts';
import { keptLayout } from '#core/studio/colour-depth.ts';
import { codeDigest } from '#server/jobs/code-digest.ts';
import type { JobContext, JobHandler } from '#server/jobs/job-handler.ts';
import { pauseWhereAsked } from '#server/jobs/pause-where-asked.ts';
import { reportedPeople } from '#server/jobs/reported-people.ts';
import { openPredictors, resultLabel, swapOptions } from '#server/jobs/swap-drawing.ts';
import { begun } from '#server/pipelines/ahead.ts';
import { ConversionReporter } from '#server/pipelines/conversion-report.ts';
import { createFrameMemory, type FrameMemory } from '#server/pipelines/frame-memory.ts';
import { createLookReader } from '#server/pipelines/known-looks.ts';
import { type Pace, startPace } from '#server/pipelines/pace.ts';
import { startSaving } from '#server/pipelines/save-work.ts';
import { swapPeople } from '#server/pipelines/swap-people.ts';
import { type EarlierTry, openUnfinishedWork, type UnfinishedWork } from '#server/pipelines/unfinished-work.ts';
import { saveNotes, writeReport } from '#server/pipelines/write-report.ts';
import type { FrameSink, ReadFramesOptions } from '#server/ports/frame-io.ts';

export const convertVideo: JobHandler<'convert-video'> = async (payload, context) => {
  const { unfinishedFolder: folder, ingredients } = payload;
  const work = await openUnfinishedWork({ folder, ingredients: `${ingredients} ${await codeDigest()}` });
  const earlier = await work.goOn(await encodedFrames(payload, context, work));
  return (await render({ payload, context, work, earlier })) ?? renderAnew({ payload, context, work });
};

interface Task {
  readonly payload: JobPayload<'convert-video'>;
  readonly context: JobContext;
  readonly work: UnfinishedWork;
  /** undefined where the first frame is yet to be made. */
  readonly earlier: EarlierTry | undefined;
}

/** Whole in every video that it is to write, but for one, which is made anew: by their frames sinks learn of the colours. */
const encodedFrames = async (
  { sideBySidePath }: JobPayload<'convert-video'>,
  { tools }: JobContext,
  work: UnfinishedWork,
): Promise<number> => {
  const names = sideBySidePath === null ? ['result'] : ['result', 'side-by-side'];
  const counts = await Promise.all(names.map((name) => tools.frames.keptFrames(work.parts(name))));
  return Math.max(0, Math.min(...counts) - 1);
};

const renderAnew = async (task: Omit<Task, 'earlier'>): Promise<JobResult<'convert-video'>> => {
  await task.work.goOn(0);
  return (await render({ ...task, earlier: undefined })) as JobResult<'convert-video'>;
};

/** undefined where the frames that are read are not those that an earlier try has read. */
const render = async (task: Task): Promise<JobResult<'convert-video'> | undefined> => {
  const { payload, context, work, earlier } = task;
  const { tools, signal, progress } = context;
  const memory = createFrameMemory();
  // The programs that read and look at the clip start while the models are loaded here.
  await using clip = begun(tools.frames.readFrames({ ...readingOf(task), memory, signal }));
  const opening = openOutputs(task, memory);
  // A failure is met where it is awaited; until then it would count as unhandled and end the process.
  opening.catch(() => undefined);
  // Before any other graph: the face models say on how many threads the library runs one, and it listens but once.
  const models = tools.clipFaceModels();
  using opened = await openPredictors(payload, tools);
  await using outputs = await opening;
  const notes = earlier?.notes ?? [];
  const pace = paceOf(payload, notes);
  const reporter = new ConversionReporter({ models, people: reportedPeople(payload), earlier: notes });
  await using saving = startSaving({
    ...{ work, earlier, people: payload.swappedPeople?.length ?? 1 },
    saveNotes: () => saveNotes(reporter, { work, label: resultLabel, images: tools.images }),
  });
  let made = earlier ? earlier.followed.frame + 1 : 0;
  if (earlier) progress(pace(notes.length));
  const frames = swapPeople({
    frames: clip,
    models,
    ...swapOptions(payload, opened),
    looks: await createLookReader(tools.images)(payload.knownFaces, opened.squareShares),
    hands: payload.settings.keepInFront ? tools.handModels() : undefined,
    tracking: saving.tracking,
    originals: memory,
  });
  for await (const item of frames) {
    const { frame, original } = item;
    const noted = notes[made];
    made += 1;
    if (noted && noted.clipSeconds !== frame.timeSeconds) return undefined;
    if (noted) reporter.pass(item);
    else {
      await reporter.add(item);
      await outputs.sideBySide?.write(joinFrames({ left: original, right: frame }, memory.take));
      await outputs.result.write(frame);
    }
    if (original !== frame) memory.giveBack(original);
    if (noted) memory.giveBack(frame);
    if (noted) continue;
    await saving.saveWhereDue();
    await pauseWhereAsked(context);
    if (made % framesBetweenReports === 0) progress(pace(made));
  }
  if (made < notes.length) return undefined;
  if (made === 0) throw emptyPart(payload);
  progress({ ...pace(made), stage: 'finishing' });
  await saving.save();
  await outputs.sideBySide?.finish();
  const { sizeBytes } = await outputs.result.finish();
  const { report, jitter } = await reporter.finish();
  await writeReport(report, { work, folder: payload.reportFolder });
  const earlierSeconds = earlier?.followed.spentSeconds;
  return { written: made, swapped: report.frames.swapped, sizeBytes, jitter, earlierSeconds };
};

/** The whole part, or from behind the frame on by which it is gone on with. */
const readingOf = ({ payload, earlier }: Task): Omit<ReadFramesOptions, 'signal'> => {
  const { sourcePath: path, facts, frameTimesPath, settings } = payload;
  const inSeconds = earlier ? earlier.followed.clipSeconds + shortestFrameSeconds : settings.inSeconds;
  const part = { inSeconds, outSeconds: settings.outSeconds };
  return { path, facts, frameTimesPath, ...part, samplesPerSecond: null, own: keptLayout(facts, settings) };
};

/** No two frames of a clip lie nearer to each other, and no rounding of their times is as large. */
const shortestFrameSeconds = 1e-5;

const paceOf = (payload: JobPayload<'convert-video'>, notes: readonly FrameNote[]): Pace => {
  const pace = startPace({ stage: 'converting', total: framesOf(payload), unit: 'frames', before: notes.length });
  const keptSeconds = notes.at(-1)?.seconds;
  return keptSeconds === undefined ? pace : (done) => ({ ...pace(done), keptSeconds });
};

/** Between two frames there is none, and nobody knows before they are read where they lie. */
const emptyPart = ({ settings: { inSeconds, outSeconds } }: JobPayload<'convert-video'>): StudioError =>
  new StudioError('part_empty', 'No frame of the clip lies in the part to be converted: choose a longer one.', {
    facts: { inSeconds, outSeconds },
  });

/** About as many in a part of a clip of uneven rate. */
const framesOf = ({ facts, settings }: JobPayload<'convert-video'>): number => {
  const { frameCount, durationSeconds } = facts;
  const seconds = partSeconds(settings, durationSeconds);
  return Math.min(frameCount, Math.max(1, Math.round((frameCount * seconds) / durationSeconds)));
};

const framesBetweenReports = 8;

interface Outputs extends AsyncDisposable {
  readonly result: FrameSink;
  readonly sideBySide: FrameSink | undefined;
}

const openOutputs = async ({ payload, context, work, earlier }: Task, memory: FrameMemory): Promise<Outputs> => {
  const { sourcePath, facts, outputPath, sideBySidePath, marks, settings } = payload;
  const { tools, signal } = context;
  await using opened = new AsyncDisposableStack();
  const { inSeconds, outSeconds, format, quality } = settings;
  const common = {
    sourcePath,
    inSeconds,
    outSeconds,
    facts,
    height: facts.height,
    label: resultLabel,
    marks,
    signal,
    release: memory.giveBack,
  };
  const [frames, firstFrameSeconds] = [earlier?.notes.length ?? 0, earlier?.notes[0]?.clipSeconds ?? null];
  const kept = (name: string) => ({ parts: work.parts(name), frames, firstFrameSeconds });
  const whole = {
    ...common,
    width: facts.width,
    format,
    quality,
    own: keptLayout(facts, settings),
    kept: kept('result'),
  };
  const result = opened.use(await tools.frames.openSink({ ...whole, path: outputPath }));
  const pairWidth = joinedWidth(facts.width);
  // The original half of the pair is not to be called altered.
  const pair = { ...common, width: pairWidth, labelLeft: pairWidth / 2, kept: kept('side-by-side') };
  const sideBySide =
    sideBySidePath === null ? undefined : opened.use(await tools.frames.openSink({ ...pair, path: sideBySidePath }));
  const open = opened.move();
  return { result, sideBySide, [Symbol.asyncDispose]: () => open.disposeAsync() };
};

/**
 * One segment of a conversion: its frames are read, drawn, measured and encoded, and kept with what was noted of them.
 * Whoever does so, with whatever segments before, gives the same frames.
 */
import type { FinishedWork } from '#core/contract/conversion-job.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import { joinedWidth, joinFrames } from '#core/pixels/frame-copy.ts';
import type { VideoFrame, YuvColour } from '#core/pixels/image.ts';
import { keptLayout } from '#core/studio/colour-depth.ts';
import type { Segment } from '#core/studio/conversion-segments.ts';
import { ConversionReporter } from '#server/pipelines/conversion-report.ts';
import type { FrameMemory } from '#server/pipelines/frame-memory.ts';
import { startSaving } from '#server/pipelines/save-work.ts';
import { type SwapPeopleOptions, swapPeople } from '#server/pipelines/swap-people.ts';
import type { EarlierTry } from '#server/pipelines/unfinished-work.ts';
import { saveNotes } from '#server/pipelines/write-report.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { SegmentSink } from '#server/ports/frame-io.ts';
import type { SegmentWork } from './conversion-segments.ts';
import type { JobContext } from './job-handler.ts';
import { reportedPeople } from './reported-people.ts';
import { resultLabel } from './swap-drawing.ts';

export interface SegmentTask extends SegmentWork {
  readonly payload: JobPayload<'convert-video'>;
  /** undefined where the first frame is yet to be made. */
  readonly earlier: EarlierTry | undefined;
  /** So many segments are rendered at once, each at its share of the pace. */
  readonly atOnce: number;
}

export interface RenderingMeans
  extends Pick<SwapPeopleOptions, 'settings' | 'people' | 'predictor' | 'predictors' | 'looks' | 'hands'> {
  readonly context: JobContext;
  readonly models: ClipFaceModels;
  readonly memory: FrameMemory;
  /** Of how many frames of the segment are there. */
  readonly onFrame: (made: number) => Promise<void>;
}

/** The videos that are written of a conversion. */
export const videosOf = ({ sideBySidePath }: Pick<JobPayload<'convert-video'>, 'sideBySidePath'>): string[] =>
  sideBySidePath === null ? ['result'] : ['result', 'side-by-side'];

/** What is to be said of it when it is on the disk; undefined where the frames that are read are not those that an earlier try has read. */
export const renderSegment = async (
  task: SegmentTask,
  { frames, means }: { readonly frames: AsyncIterable<VideoFrame>; readonly means: RenderingMeans },
): Promise<RenderedSegment | undefined> => {
  const { payload, segment, work, earlier } = task;
  const { context, models, memory, onFrame, ...drawing } = means;
  await using sinks = await openSinks(task, { context, memory });
  const notes = earlier?.notes ?? [];
  const reporter = new ConversionReporter({ models, people: reportedPeople(payload), earlier: notes });
  await using saving = startSaving({
    ...{ work, earlier, people: payload.swappedPeople?.length ?? 1, atOnce: task.atOnce },
    told: drawing.hands ? ['face', 'hands', 'narrowing'] : ['face', 'narrowing'],
    saveNotes: () => saveNotes(reporter, { work, label: resultLabel, images: context.tools.images }),
  });
  const swapped = swapPeople({
    ...{ frames, models, ...drawing },
    wanted: (frame) => !isBehind(segment, frame),
    ...{ going: saving.going, originals: memory },
  });
  let made = earlier ? earlier.followed.frame + 1 - segment.framesBefore : 0;
  let colour: YuvColour | undefined;
  for await (const item of swapped) {
    const { frame, original } = item;
    const isOwn = !isBefore(segment, frame) && !isBehind(segment, frame);
    const noted = isOwn ? notes[made] : undefined;
    const isNew = isOwn && !noted;
    if (noted && noted.clipSeconds !== frame.timeSeconds) return undefined;
    if (isOwn) made += 1;
    if (isNew) {
      await reporter.add(item);
      await sinks.write(item);
      colour ??= (frame.own ?? frame).colour;
    } else reporter.pass(item);
    if (original !== frame) memory.giveBack(original);
    // The others the encoder gives back.
    if (!isNew) memory.giveBack(frame);
    if (!isNew) continue;
    await saving.saveWhereDue();
    await onFrame(made);
  }
  if (made < notes.length) return undefined;
  await saving.save();
  const spentSeconds = saving.spentSeconds();
  await sinks.end();
  return { frames: made, colour, spentSeconds };
};

/** One without frames has no colour. */
export type RenderedSegment = Omit<FinishedWork, 'colour'> & { readonly colour: YuvColour | undefined };

const isBefore = ({ fromSeconds }: Segment, { timeSeconds }: VideoFrame): boolean =>
  fromSeconds !== null && timeSeconds < fromSeconds;

const isBehind = ({ toSeconds }: Segment, { timeSeconds }: VideoFrame): boolean =>
  toSeconds !== null && timeSeconds >= toSeconds;

interface Sinks extends AsyncDisposable {
  write(item: { readonly frame: VideoFrame; readonly original: VideoFrame }): Promise<void>;
  end(): Promise<void>;
}

const openSinks = async (
  { payload, work, earlier }: SegmentTask,
  { context: { tools, signal }, memory }: Pick<RenderingMeans, 'context' | 'memory'>,
): Promise<Sinks> => {
  await using opening = new AsyncDisposableStack();
  const frames = earlier?.notes.length ?? 0;
  const sinks: SegmentSink[] = [];
  for (const video of videosOf(payload)) {
    const kept = { parts: work.parts(video), frames };
    const options = { ...pictureOptions(payload, video), kept, signal, release: memory.giveBack };
    sinks.push(opening.use(await tools.frames.openSegment(options)));
  }
  const open = opening.move();
  const [result, pair] = sinks as [SegmentSink, SegmentSink?];
  return {
    write: async ({ frame, original }) => {
      await pair?.write(joinFrames({ left: original, right: frame }, memory.take));
      await result.write(frame);
    },
    end: async () => {
      for (const sink of sinks) await sink.end();
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
};

/** How the pictures of a video are written. */
export const pictureOptions = (payload: JobPayload<'convert-video'>, video: string) => {
  const { sourcePath, facts, settings } = payload;
  const common = { sourcePath, facts, height: facts.height, label: resultLabel };
  const pairWidth = joinedWidth(facts.width);
  // The original half of the pair is not to be called altered.
  if (video !== 'result') return { ...common, width: pairWidth, labelLeft: pairWidth / 2 };
  const { format, quality } = settings;
  return { ...common, width: facts.width, format, quality, own: keptLayout(facts, settings) };
};

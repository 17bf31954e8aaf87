/**
 * Several segments of a conversion rendered one after the other in this process: models are loaded once. Each is read and
 * encoded by itself, by a reader and an encoder of its own: the frames around a border, kept for both, took a quarter of a
 * gigabyte of HD, and to decode them twice is a hundredth of a conversion.
 */
import type { JobPayload } from '#core/contract/jobs.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { keptLayout } from '#core/studio/colour-depth.ts';
import { begun } from '#server/pipelines/ahead.ts';
import { createFrameMemory, type FrameMemory } from '#server/pipelines/frame-memory.ts';
import { createLookReader } from '#server/pipelines/known-looks.ts';
import type { SegmentWork } from './conversion-segments.ts';
import type { JobContext } from './job-handler.ts';
import { pauseWhereAsked } from './pause-where-asked.ts';
import { type RenderedSegment, renderSegment, type SegmentTask, videosOf } from './render-segment.ts';
import { openPredictors, swapOptions } from './swap-drawing.ts';

export interface RenderingOptions {
  readonly payload: JobPayload<'convert-video'>;
  readonly context: JobContext;
  /** That are not finished, in order. */
  readonly segments: readonly SegmentWork[];
  /** So many processes do so. */
  readonly atOnce: number;
  /** So many frames of a segment are there: at first those of an earlier try, if there was one. */
  readonly onFrames: (segment: SegmentWork, frames: number, earlier: SegmentTask['earlier']) => void;
}

/** False where the frames that were read are not those that an earlier try has read: what that has left is removed. */
export const renderSegments = async (options: RenderingOptions): Promise<boolean> => {
  const { payload, context, onFrames } = options;
  const { tools } = context;
  const tasks = await tasksOf(options);
  const memory = createFrameMemory();
  // The programs that read and look at the clip start while the models are loaded here.
  await using reading = openReading(tasks, { payload, context, memory });
  // Before any other graph: the face models say on how many threads the library runs one, and it listens but once.
  const models = tools.clipFaceModels();
  using opened = await openPredictors(payload, tools);
  const looks = await createLookReader(tools.images)(payload.knownFaces, opened.squareShares);
  const hands = payload.settings.keepInFront ? tools.handModels() : undefined;
  const means = { ...{ context, models, memory, looks, hands }, ...swapOptions(payload, opened) };
  const finishing: Promise<void>[] = [];
  let isRendered = true;
  for (const task of tasks) {
    if (task.earlier) onFrames(task, task.earlier.notes.length, task.earlier);
    const onFrame = async (made: number) => {
      await pauseWhereAsked(context);
      onFrames(task, made, undefined);
    };
    const rendered = await renderSegment(task, { frames: reading.nextFrames(), means: { ...means, onFrame } });
    isRendered = rendered !== undefined;
    if (!rendered) {
      await task.work.goOn(0);
      break;
    }
    // The disk takes it while the next one is drawn.
    finishing.push(finish(task, rendered));
  }
  await Promise.all(finishing);
  return isRendered;
};

const finish = ({ work }: SegmentTask, { colour, ...rendered }: RenderedSegment): Promise<void> => {
  // One without frames is none: nothing of it is to be joined.
  const finished = colour ? work.finish({ ...rendered, colour }) : Promise.resolve();
  // A failure is met at the end; until then it would count as unhandled and end the process.
  finished.catch(() => undefined);
  return finished;
};

const tasksOf = ({ payload, context, segments, atOnce }: RenderingOptions): Promise<SegmentTask[]> =>
  Promise.all(
    segments.map(async (each) => {
      const { keptFrames } = context.tools.frames;
      const counts = await Promise.all(videosOf(payload).map((video) => keptFrames(each.work.parts(video))));
      // Whole in every video, but for one, which is made anew: by their frames encoders learn of the colours.
      const encoded = Math.max(0, Math.min(...counts) - 1);
      const earlier = await each.work.goOn(encoded, each.segment.framesBefore);
      return { ...each, payload, earlier, atOnce };
    }),
  );

/** The whole of it, or from behind the frame on by which it is gone on with. */
const rangeOf = ({ segment, earlier }: SegmentTask) => ({
  fromSeconds: earlier ? earlier.followed.clipSeconds + shortestFrameSeconds : segment.readFromSeconds,
  toSeconds: segment.readToSeconds,
});

/** No two frames of a clip lie nearer to each other, and no rounding of their times is as large. */
const shortestFrameSeconds = 1e-5;

interface ReadingMeans extends Pick<RenderingOptions, 'payload' | 'context'> {
  readonly memory: FrameMemory;
}

interface Reading extends AsyncDisposable {
  /** Of one task after the other, in order. */
  nextFrames(): AsyncIterable<VideoFrame>;
}

/** The first begins at once, each of the others when the one before is read to its end: while its last frames are drawn and encoded. */
const openReading = (tasks: readonly SegmentTask[], means: ReadingMeans): Reading => {
  const waiting = [...tasks];
  const beginNext = () => {
    const task = waiting.shift();
    return task && readerOf(task, means);
  };
  let clip = beginNext();
  return {
    async *nextFrames() {
      if (clip) yield* clip;
      clip = beginNext();
    },
    [Symbol.asyncDispose]: async () => clip?.[Symbol.asyncDispose](),
  };
};

const readerOf = (task: SegmentTask, { payload, context, memory }: ReadingMeans) => {
  const { sourcePath: path, facts, frameTimesPath, settings } = payload;
  const { fromSeconds: inSeconds, toSeconds: outSeconds } = rangeOf(task);
  const reading = { path, facts, frameTimesPath, inSeconds, outSeconds, own: keptLayout(facts, settings) };
  const besideWork = { besideWork: true, memory, signal: context.signal };
  return begun(context.tools.frames.readFrames({ ...reading, samplesPerSecond: null, ...besideWork }));
};

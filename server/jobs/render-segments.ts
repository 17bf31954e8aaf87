/**
 * Several segments of a conversion rendered one after the other in this process: models are loaded once, and of segments that
 * lie beside each other every frame is decoded once. While a segment's encoder ends, the next segment begins.
 */
import type { JobPayload } from '#core/contract/jobs.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { keptLayout } from '#core/studio/colour-depth.ts';
import { begun } from '#server/pipelines/ahead.ts';
import { createFrameMemory, type FrameMemory } from '#server/pipelines/frame-memory.ts';
import { createLookReader } from '#server/pipelines/known-looks.ts';
import { type FrameRange, segmentFrames } from '#server/pipelines/segment-frames.ts';
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
  const chains = chainsOf(tasks);
  // The programs that read and look at the clip start while the models are loaded here.
  await using reading = openChains(chains, { payload, context, memory });
  // Before any other graph: the face models say on how many threads the library runs one, and it listens but once.
  const models = tools.clipFaceModels();
  using opened = await openPredictors(payload, tools);
  const looks = await createLookReader(tools.images)(payload.knownFaces, opened.squareShares);
  const hands = payload.settings.keepInFront ? tools.handModels() : undefined;
  const means = { ...{ context, models, memory, looks, hands }, ...swapOptions(payload, opened) };
  await using endings = createEndings();
  for (const task of tasks) {
    if (task.earlier) onFrames(task, task.earlier.notes.length, task.earlier);
    const onFrame = async (made: number) => {
      await pauseWhereAsked(context);
      onFrames(task, made, undefined);
    };
    const rendered = await renderSegment(task, { frames: await reading.framesOf(task), means: { ...means, onFrame } });
    if (!rendered) {
      await task.work.goOn(0);
      return false;
    }
    await endings.add(rendered);
  }
  await endings.all();
  return true;
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

/** Tasks whose frames are read in one go. */
type Chain = readonly SegmentTask[];

const chainsOf = (tasks: readonly SegmentTask[]): Chain[] => {
  const chains: SegmentTask[][] = [];
  for (const task of tasks) {
    const before = chains.at(-1)?.at(-1);
    if (before && overlap(rangeOf(before), rangeOf(task))) chains.at(-1)?.push(task);
    else chains.push([task]);
  }
  return chains;
};

const overlap = (before: FrameRange, after: FrameRange): boolean =>
  before.toSeconds !== null && (after.fromSeconds ?? 0) < before.toSeconds;

/** The whole of it, or from behind the frame on by which it is gone on with. */
const rangeOf = ({ segment, earlier }: SegmentTask): FrameRange => ({
  fromSeconds: earlier ? earlier.followed.clipSeconds + shortestFrameSeconds : segment.readFromSeconds,
  toSeconds: segment.readToSeconds,
});

/** No two frames of a clip lie nearer to each other, and no rounding of their times is as large. */
const shortestFrameSeconds = 1e-5;

interface ReadingMeans extends Pick<RenderingOptions, 'payload' | 'context'> {
  readonly memory: FrameMemory;
}

interface Reading extends AsyncDisposable {
  /** In order. */
  framesOf(task: SegmentTask): Promise<AsyncIterable<VideoFrame>>;
}

/** The first begins at once, each of the others when its first frames are asked for. */
const openChains = (chains: readonly Chain[], means: ReadingMeans): Reading => {
  let open: OpenChain | undefined;
  const openOf = (chain: Chain | undefined): OpenChain | undefined => chain && openChain(chain, means);
  open = openOf(chains[0]);
  return {
    framesOf: async (task) => {
      if (!open?.frames.has(task)) {
        await open?.close();
        open = openOf(chains.find((chain) => chain.includes(task)));
      }
      return (open as OpenChain).frames.get(task) as AsyncIterable<VideoFrame>;
    },
    [Symbol.asyncDispose]: async () => open?.close(),
  };
};

interface OpenChain {
  readonly frames: ReadonlyMap<SegmentTask, AsyncIterable<VideoFrame>>;
  readonly close: () => Promise<void>;
}

const openChain = (chain: Chain, { payload, context, memory }: ReadingMeans): OpenChain => {
  const { sourcePath: path, facts, frameTimesPath, settings } = payload;
  const ranges = chain.map(rangeOf);
  const part = { inSeconds: ranges[0]?.fromSeconds ?? null, outSeconds: ranges.at(-1)?.toSeconds ?? null };
  const reading = { path, facts, frameTimesPath, ...part, own: keptLayout(facts, settings) };
  const { readFrames } = context.tools.frames;
  const clip = begun(readFrames({ ...reading, samplesPerSecond: null, memory, signal: context.signal }));
  const streams = segmentFrames(clip, { ranges, copy: memory.copyWhole });
  return {
    frames: new Map(chain.map((task, at) => [task, streams[at] as AsyncIterable<VideoFrame>])),
    close: async () => clip[Symbol.asyncDispose](),
  };
};

/** One segment's encoder ends while the next segment is drawn; never more of them, since each holds frames. */
const createEndings = () => {
  let ending: Promise<void> = Promise.resolve();
  return {
    add: async ({ ended }: RenderedSegment): Promise<void> => {
      // A failure is met where it is awaited; until then it would count as unhandled and end the process.
      ended.catch(() => undefined);
      await ending;
      ending = ended;
    },
    all: () => ending,
    [Symbol.asyncDispose]: () => ending.catch(() => undefined),
  };
};

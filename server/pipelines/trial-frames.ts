/**
 * One frame of a clip as a conversion would draw it, again and again with other settings. The frames around it are held, and
 * what the face models saw in them: only the drawing is done anew, by the conversion's own code.
 */
import type { VideoFacts } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import { copyFrame } from '#core/pixels/frame-copy.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { FrameIo } from '#server/ports/frame-io.ts';
import type { HandModels } from '#server/ports/hand-models.ts';
import { createFrameMemory } from './frame-memory.ts';
import { rememberedFaces, rememberedHands } from './remembered-faces.ts';
import { streamOf } from './stream-of.ts';
import type { SwappedFrame } from './swap-faces.ts';
import { type SwapPeopleOptions, swapPeople } from './swap-people.ts';

export interface TrialClip {
  readonly path: string;
  readonly facts: VideoFacts;
  readonly frameTimesPath?: string | undefined;
}

export type TrialSwap = Omit<SwapPeopleOptions, 'frames' | 'models' | 'wanted' | 'originals'>;

export interface TrialFrames {
  /** @throws StudioError frame_missing */
  draw(place: { readonly clip: TrialClip; readonly frameIndex: number }, swap: TrialSwap): Promise<SwappedFrame>;
}

interface Parts {
  readonly frames: FrameIo;
  readonly models: ClipFaceModels;
  readonly signal: AbortSignal;
}

/**
 * How many frames before the one that is drawn are followed, and after it. A conversion has followed the face from further
 * back, so its landmarks may lie a little otherwise; after these the two have met.
 */
const framesBefore = 12;
const framesAfter = 8;

export const createTrialFrames = ({ frames, models, signal }: Parts): TrialFrames => {
  let held: Held | undefined;

  const hold = async (clip: TrialClip, frameIndex: number): Promise<Held> => {
    const key = `${frameIndex} ${clip.path}`;
    if (held?.key === key) return held;
    const around = await framesAround(
      { frames, signal },
      { clip, frameIndex, before: framesBefore, after: framesAfter },
    );
    let hands: HandModels | undefined;
    held = {
      ...{ key, frames: around },
      models: { ...rememberedFaces(models), [Symbol.dispose]: () => undefined },
      handsBy: (models) => (hands ??= rememberedHands(models)),
    };
    return held;
  };

  return {
    draw: async ({ clip, frameIndex }, swap) => {
      const around = await hold(clip, frameIndex);
      const isWanted = ({ index }: VideoFrame) => index === frameIndex;
      const swapped = swapPeople({
        ...swap,
        frames: streamOf(around.frames.map((frame) => (isWanted(frame) ? copyFrame(frame) : frame))),
        models: around.models,
        hands: swap.hands && around.handsBy(swap.hands),
        wanted: isWanted,
        originals: createFrameMemory(),
      });
      for await (const item of swapped) if (isWanted(item.frame)) return item;
      throw new StudioError('frame_missing', 'The clip has no such frame.', { facts: { frameIndex } });
    },
  };
};

interface Held {
  readonly key: string;
  readonly frames: readonly VideoFrame[];
  readonly models: ClipFaceModels;
  /** The same answers for every drawing, whoever is asked first. */
  readonly handsBy: (models: HandModels) => HandModels;
}

export interface FrameReach {
  readonly clip: TrialClip;
  readonly frameIndex: number;
  /** How many frames before it, and after it. */
  readonly before: number;
  readonly after: number;
}

/** By the clip's rate at first; of a clip of uneven rate, by the frame's own time. */
export const framesAround = async (parts: Omit<Parts, 'models'>, reach: FrameReach): Promise<VideoFrame[]> => {
  const { clip, frameIndex: index } = reach;
  const byRate = await framesBetween(parts, reach, index / clip.facts.frameRate);
  if (byRate.some((frame) => frame.index === index)) return byRate;
  const { signal } = parts;
  const frame = await parts.frames.readFrame({ ...clip, index, signal });
  return frame ? framesBetween(parts, reach, frame.timeSeconds) : [];
};

const framesBetween = (
  { frames, signal }: Omit<Parts, 'models'>,
  { clip, before, after }: FrameReach,
  aroundSeconds: number,
): Promise<VideoFrame[]> => {
  const { frameRate } = clip.facts;
  const inSeconds = Math.max(0, aroundSeconds - (before + 0.5) / frameRate);
  const outSeconds = aroundSeconds + (after + 0.5) / frameRate;
  return allOf(frames.readFrames({ ...clip, samplesPerSecond: null, inSeconds, outSeconds, signal }));
};

const allOf = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** Single frames of clips as pictures, for whoever wants to see where a face came from. */
import { availableParallelism } from 'node:os';
import { StudioError } from '#core/contract/errors.ts';
import { frameToRgb } from '#core/pixels/frame-to-rgb.ts';
import { createTurns } from '#core/studio/turns.ts';
import { requireSource } from './clip-source.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface ClipFramesService {
  /** A JPEG of the frame, upright, at most this wide. @throws StudioError not_found, job_state, source_changed */
  picture(options: FrameRequest): Promise<Uint8Array>;
}

export interface FrameRequest {
  readonly clipId: string;
  /** Its place in the clip; the number of the photo in a set. */
  readonly frameIndex: number;
  readonly width: number;
  readonly signal: AbortSignal;
}

/** Pictures of some 100 kB: what a person leafs back to in a review. */
const keptPictures = 200;

export const createClipFramesService = (context: StudioContext): ClipFramesService => {
  const inTurn = createTurns(availableParallelism());
  const kept = new Map<string, Uint8Array>();

  const keep = (key: string, picture: Uint8Array): Uint8Array => {
    kept.delete(key);
    kept.set(key, picture);
    const [oldest] = kept.keys();
    if (kept.size > keptPictures && oldest !== undefined) kept.delete(oldest);
    return picture;
  };

  return {
    picture: async (request) => {
      const key = `${request.clipId} ${request.frameIndex} ${request.width}`;
      return keep(key, kept.get(key) ?? (await inTurn(() => draw(context, request))));
    },
  };
};

const draw = async (context: StudioContext, { clipId, frameIndex, width, signal }: FrameRequest) => {
  const { store, files, frames, images } = context;
  const clip = found(await store.clips.read(clipId), 'clip');
  if (!clip.facts) throw new StudioError('job_state', 'This clip is still being imported.', { facts: { clipId } });
  const frame = await frames.readFrame({
    path: await requireSource(context, clip),
    facts: clip.facts,
    frameTimesPath: files.paths.clipFrameTimes(clipId),
    index: frameIndex,
    maxWidth: width,
    signal,
  });
  return images.encodeJpeg(frameToRgb(found(frame, 'frame')), { quality: 85 });
};

/** The real video and picture tools of a worker, and frames of real clips through them. */
import type { VideoFacts } from '#core/contract/clip.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { createFrameIo, createHeicReader, createVideoProbe } from '#server/adapters/ffmpeg/ffmpeg-tools.ts';
import { createImageCodec } from '#server/adapters/sharp/image-codec.ts';
import { createPhotoFrames } from '#server/adapters/sharp/photo-frames.ts';
import { createPhotoReader } from '#server/adapters/sharp/photo-reader.ts';
import { findTools } from '#server/config.ts';
import { createClipFrames } from '#server/pipelines/clip-frames.ts';

const tools = findTools(process.env);

export const frameIo = createFrameIo(tools);
export const videoProbe = createVideoProbe(tools);
export const imageCodec = createImageCodec();
export const photoReader = createPhotoReader({ readHeic: createHeicReader(tools) });
/** Frames of videos and of photo sets alike. */
export const clipFrames = createClipFrames({ videos: frameIo, photos: createPhotoFrames(photoReader) });

export const limits = { maxFileBytes: 1e9, maxDurationSeconds: 600, maxPixels: 1e8 };

export const factsOf = (path: string): Promise<VideoFacts> =>
  videoProbe.probe({ path, limits, signal: new AbortController().signal });

/** The first frames of a clip, sampled. */
export const someFrames = async (
  path: string,
  { count, samplesPerSecond = null }: { readonly count: number; readonly samplesPerSecond?: number | null },
): Promise<VideoFrame[]> => {
  const frames: VideoFrame[] = [];
  const signal = new AbortController().signal;
  for await (const frame of frameIo.readFrames({ path, facts: await factsOf(path), samplesPerSecond, signal })) {
    frames.push(frame);
    if (frames.length === count) break;
  }
  return frames;
};

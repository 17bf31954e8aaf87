/** One way to the frames of any clip: a video's through one reader, a photo set's through another. */
import { isPhotoSet } from '#core/studio/photo-set.ts';
import type { FrameIo } from '#server/ports/frame-io.ts';

export const createClipFrames = (readers: {
  readonly videos: FrameIo;
  readonly photos: Pick<FrameIo, 'readFrames' | 'readFrame'>;
}): FrameIo => {
  const readerOf = (facts: Parameters<typeof isPhotoSet>[0]) => (isPhotoSet(facts) ? readers.photos : readers.videos);
  return {
    readFrames: (options) => readerOf(options.facts).readFrames(options),
    readFrame: (options) => readerOf(options.facts).readFrame(options),
    openSink: (options) => readers.videos.openSink(options),
    openSegment: (options) => readers.videos.openSegment(options),
    joinSegments: (options) => readers.videos.joinSegments(options),
    frameSeconds: (path) => readers.videos.frameSeconds(path),
    keptFrames: (parts) => readers.videos.keptFrames(parts),
    formats: () => readers.videos.formats(),
  };
};

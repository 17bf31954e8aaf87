/** A set of photos seen as a clip: one photo a second, each a frame of its own size. */
import type { VideoFacts } from '#core/contract/clip.ts';

/** Stands where a video names its container; ffprobe knows none of this name. */
export const photoContainer = 'photos';

/** Larger photos are shrunk when they are read: faces beyond this are far larger than any model looks at. */
export const longestPhotoSide = 4096;

export const photoFacts = (photos: {
  readonly count: number;
  /** Numbers given out, where photos were left out and theirs stay free. */
  readonly numbers?: number;
  /** The largest of any of them. */
  readonly width: number;
  readonly height: number;
}): VideoFacts => ({
  durationSeconds: photos.numbers ?? photos.count,
  frameRate: 1,
  frameCount: photos.count,
  width: photos.width,
  height: photos.height,
  rotation: 0,
  codec: photoContainer,
  container: photoContainer,
  pixelFormat: 'rgb24',
  audioCodec: null,
  fieldOrder: 'progressive',
  transfer: 'sdr',
  range: 'limited',
});

export const isPhotoSet = (facts: Pick<VideoFacts, 'container'>): boolean => facts.container === photoContainer;

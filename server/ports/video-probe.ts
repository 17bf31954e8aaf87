/** What is in a file that calls itself a video, or a coded refusal. */
import type { VideoFacts } from '#core/contract/clip.ts';

export interface VideoLimits {
  readonly maxFileBytes: number;
  readonly maxDurationSeconds: number;
  /** Width times height. */
  readonly maxPixels: number;
}

export interface VideoProbe {
  /**
   * Reads the file to its end, so that a truncated one is found now and not in the middle of a conversion.
   * @throws StudioError file_missing, file_empty, file_too_large, not_a_video, no_video_stream, codec_not_allowed, dolby_vision_only,
   *   video_truncated, video_too_long, video_too_big
   */
  probe(options: ProbeOptions): Promise<VideoFacts>;
}

export interface ProbeOptions {
  readonly path: string;
  readonly limits: VideoLimits;
  /** Where the time of every frame is to be written, for `readFrames` to find its way by. */
  readonly frameTimesPath?: string;
  /** Told of every frame, and of how many the header promises, where it does. */
  readonly onFrame?: (framesDone: number, framesExpected: number | null) => void;
  readonly signal: AbortSignal;
}

/** A version of a clip that every browser plays. */
import type { VideoFacts } from '#core/contract/clip.ts';

export interface ProxyWriter {
  /** Puts a finished H.264 MP4 of at most 1080p in place, upright, with the clip's sound; nothing stays where it fails. */
  write(options: {
    readonly path: string;
    readonly facts: VideoFacts;
    readonly to: string;
    readonly onFrame: (framesDone: number) => void;
    readonly signal: AbortSignal;
  }): Promise<{ readonly sizeBytes: number }>;
}

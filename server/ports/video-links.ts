/** Looks at addresses of videos and downloads them, by way of the guard of the network. */
import type { LinkInspection, LinkTarget } from '#core/contract/link.ts';
import type { VideoLimits } from '#server/ports/video-probe.ts';

export interface DownloadProgress {
  readonly receivedBytes: number;
  /** Null where it is not known. */
  readonly totalBytes: number | null;
  readonly bytesPerSecond: number | null;
  readonly etaSeconds: number | null;
}

export interface DownloadedVideo {
  readonly path: string;
  readonly title: string;
  readonly pageUrl: string;
}

export interface VideoLinks {
  /** @throws StudioError link_*, address_refused, tool_missing, cancelled */
  inspect(target: LinkTarget, signal: AbortSignal): Promise<LinkInspection>;
  /**
   * Into a folder of its own, which is kept by the caller: what an earlier try left there is gone on with.
   * @throws StudioError link_*, address_refused, file_too_large, video_too_long, disk_full, tool_missing, cancelled
   */
  download(options: {
    readonly target: LinkTarget;
    readonly folder: string;
    readonly limits: VideoLimits;
    readonly signal: AbortSignal;
    readonly onProgress: (progress: DownloadProgress) => void;
  }): Promise<DownloadedVideo>;
}

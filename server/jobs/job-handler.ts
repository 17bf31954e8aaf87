/** What a job is to the worker that runs it: one function from a payload to a result, that can be told things. */
import type { JobCommand, JobKind, JobNews, JobPayload, JobProgress, JobResult } from '#core/contract/jobs.ts';
import type { AutoencoderEngine } from '#server/ports/autoencoder-engine.ts';
import type { OpenBatchFeed } from '#server/ports/batch-feed.ts';
import type { CheckpointStore } from '#server/ports/checkpoint-store.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { DfmReader } from '#server/ports/dfm-reader.ts';
import type { FaceCutter } from '#server/ports/face-cutter.ts';
import type { FaceModels } from '#server/ports/face-models.ts';
import type { FrameIo } from '#server/ports/frame-io.ts';
import type { HandModels } from '#server/ports/hand-models.ts';
import type { ImageCodec } from '#server/ports/image-codec.ts';
import type { NetGuard } from '#server/ports/net-guard.ts';
import type { PhotoReader } from '#server/ports/photo-reader.ts';
import type { ProxyWriter } from '#server/ports/proxy-writer.ts';
import type { SharedModelReader } from '#server/ports/shared-model-reader.ts';
import type { VideoGlimpse } from '#server/ports/video-glimpse.ts';
import type { VideoLinks } from '#server/ports/video-links.ts';
import type { VideoLimits, VideoProbe } from '#server/ports/video-probe.ts';
import type { ZipFiles } from '#server/ports/zip-files.ts';

/** The tools a worker has; heavy ones are made when first asked for. */
export interface WorkerTools {
  readonly frames: FrameIo;
  readonly probe: VideoProbe;
  readonly photos: PhotoReader;
  readonly proxies: ProxyWriter;
  readonly images: ImageCodec;
  readonly zips: ZipFiles;
  readonly checkpoints: CheckpointStore;
  readonly sharedModels: SharedModelReader;
  readonly dfms: DfmReader;
  readonly limits: VideoLimits;
  readonly net: NetGuard;
  readonly links: VideoLinks;
  readonly glimpse: VideoGlimpse;
  readonly openBatchFeed: OpenBatchFeed;
  /** Settings of the device, one for each process that renders a share of a conversion, where there is more than one GPU. */
  gpuShares(): readonly string[];
  /** Processes that a person wants a conversion to be rendered by; 0 leaves it to the machine. */
  readonly conversionProcesses: number;
  engine(): AutoencoderEngine;
  faceModels(): FaceModels;
  clipFaceModels(): ClipFaceModels;
  handModels(): HandModels;
  /** The caller's own to close. */
  openFaceCutter(): FaceCutter;
}

/** Something that the web process waits for. */
export interface Question {
  readonly question: unknown;
  answer(answer: unknown): void;
  refuse(error: unknown): void;
}

export interface JobContext {
  readonly tools: WorkerTools;
  readonly signal: AbortSignal;
  /** The commands since the last call, oldest first. */
  takeCommands(): JobCommand[];
  /** Resolves when a command comes or the signal fires. */
  nextCommand(): Promise<void>;
  /** The oldest question not yet taken; undefined when none came for so long, or the signal fires. */
  nextQuestion(waitMs: number): Promise<Question | undefined>;
  progress(progress: JobProgress): void;
  /** Resolves when the web process has stored it. */
  news(news: JobNews): Promise<void>;
}

export type JobHandler<Kind extends JobKind> = (
  payload: JobPayload<Kind>,
  context: JobContext,
) => Promise<JobResult<Kind>>;

/** What every service works with: the ports, the events and the few numbers a person may set. */
import type { SystemView } from '#core/contract/system.ts';
import type { FaceThinner } from '#server/ports/face-thinner.ts';
import type { FrameIo } from '#server/ports/frame-io.ts';
import type { ImageCodec } from '#server/ports/image-codec.ts';
import type { JobRunner } from '#server/ports/job-runner.ts';
import type { PhotoReader } from '#server/ports/photo-reader.ts';
import type { SampleSource } from '#server/ports/sample-source.ts';
import type { StudioFiles } from '#server/ports/studio-files.ts';
import type { StudioStore } from '#server/ports/studio-store.ts';
import type { VideoLimits } from '#server/ports/video-probe.ts';
import type { ZipFiles } from '#server/ports/zip-files.ts';
import type { EventBus } from './event-bus.ts';

export interface StudioSettings {
  readonly version: string;
  readonly limits: VideoLimits;
  /** Folders whose files the REST interface may import by path. */
  readonly importFolders: readonly string[];
  /** Kept faces that each side of a run needs. */
  readonly minimumFaces: number;
  /** What the machine and its tools are, found out when asked. */
  readonly describeSystem: () => Promise<Pick<SystemView, 'device' | 'parts'>>;
  /** What a training would compute on. */
  readonly describeMachine: () => Promise<MachineTraits>;
}

export interface MachineTraits {
  readonly usesGpu: boolean;
  /** Whether it computes bf16 by itself. */
  readonly computesBf16: boolean;
}

export interface StudioContext {
  readonly store: StudioStore;
  readonly files: StudioFiles;
  readonly runner: JobRunner;
  readonly frames: FrameIo;
  readonly images: ImageCodec;
  readonly photos: PhotoReader;
  readonly zips: ZipFiles;
  readonly thinner: FaceThinner;
  readonly samples: SampleSource;
  readonly events: EventBus;
  readonly settings: StudioSettings;
  readonly now: () => Date;
}

/** One job, one process: makes the tools the job needs and serves it. Started by the supervisor. */
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import type { JobKind } from '#core/contract/jobs.ts';
import {
  createFrameIo,
  createHeicReader,
  createProxyWriter,
  createVideoProbe,
} from './adapters/ffmpeg/ffmpeg-tools.ts';
import { createVideoGlimpse } from './adapters/ffmpeg/glimpse-video.ts';
import { commands } from './adapters/ffmpeg/run-ffmpeg.ts';
import { createNetGuard } from './adapters/net-guard/create-net-guard.ts';
import { createDfmReader } from './adapters/onnx/create-dfm-reader.ts';
import { createSafetensorsStore } from './adapters/safetensors/checkpoint-store.ts';
import { createSharedModelReader } from './adapters/safetensors/read-shared-model.ts';
import { createImageCodec } from './adapters/sharp/image-codec.ts';
import { createPhotoFrames } from './adapters/sharp/photo-frames.ts';
import { createPhotoReader } from './adapters/sharp/photo-reader.ts';
import { openBatchFeed } from './adapters/threads/open-batch-feed.ts';
import { openFaceCutter } from './adapters/threads/open-face-cutter.ts';
import { createVideoLinks } from './adapters/yt-dlp/video-links.ts';
import { createZipFiles } from './adapters/zip/zip-files.ts';
import { findTools, loadConfig } from './config.ts';
import type { WorkerTools } from './jobs/job-handler.ts';
import { handlers } from './jobs/registry.ts';
import { serveJob } from './jobs/serve-job.ts';
import { createClipFrames } from './pipelines/clip-frames.ts';
import type { FaceDetector } from './ports/face-detector.ts';

const config = loadConfig({ env: process.env });

const createTools = async (kind: JobKind): Promise<WorkerTools> => {
  const tools = findTools(process.env);
  const photos = createPhotoReader({ readHeic: createHeicReader(tools) });
  const net = createNetGuard({ allowedHosts: config.allowedHosts });
  return {
    net,
    // Whatever Node runs us is new enough for yt-dlp.
    glimpse: createVideoGlimpse(tools),
    links: createVideoLinks({ tools, guard: net, nodePath: process.execPath }),
    frames: createClipFrames({ videos: createFrameIo(tools), photos: createPhotoFrames(photos) }),
    photos,
    probe: createVideoProbe(tools),
    proxies: createProxyWriter(tools),
    images: createImageCodec(),
    zips: createZipFiles(),
    checkpoints: createSafetensorsStore(),
    sharedModels: createSharedModelReader({ architectures }),
    dfms: createDfmReader(),
    openFaceCutter,
    openBatchFeed,
    conversionProcesses: config.conversionProcesses,
    limits: {
      maxFileBytes: config.maxFileBytes,
      maxDurationSeconds: config.maxDurationSeconds,
      maxPixels: config.maxPixels,
    },
    ...(engineless.includes(kind) ? withoutEngine : await loadEngine()),
  };
};

const engineless: readonly JobKind[] = [
  'check-links',
  'download-clip',
  'import-video',
  'make-proxy',
  'export-conversion',
  'export-model',
  'share-model',
  'import-model',
  'import-dfm',
];

type EngineTools = Pick<WorkerTools, 'engine' | 'faceModels' | 'clipFaceModels' | 'handModels' | 'gpuShares'>;

/** TensorFlow takes seconds to load: only for jobs that use it. */
const loadEngine = async (): Promise<EngineTools> => {
  const { createTensorFlowEngine } = await import('./adapters/tensorflow/engine.ts');
  const { createFaceModels } = await import('./adapters/tensorflow/face-models/create-face-models.ts');
  const { createClipFaceModels } = await import('./adapters/tensorflow/face-models/create-clip-face-models.ts');
  const { createHandModels } = await import('./adapters/tensorflow/face-models/create-hand-models.ts');
  const { gpuShares } = await import('./adapters/tensorflow/choose-devices.ts');
  const openDetector = await ownDetector();
  return {
    gpuShares: () => gpuShares(config.device),
    engine: once(() => createTensorFlowEngine()),
    faceModels: once(() => createFaceModels(openDetector?.())),
    clipFaceModels: once(() => createClipFaceModels(openDetector?.())),
    handModels: once(() => createHandModels()),
  };
};

/** The detector that the settings name; undefined leaves it to the face models. */
const ownDetector = async (): Promise<(() => FaceDetector) | undefined> => {
  if (config.detectorModel === '') return undefined;
  const { createOnnxDetector } = await import('./adapters/onnx/create-onnx-detector.ts');
  return () => createOnnxDetector(config.detectorModel);
};

const refuse = (): never => {
  throw new Error('this kind of job has no engine');
};

const withoutEngine: EngineTools = {
  engine: refuse,
  faceModels: refuse,
  clipFaceModels: refuse,
  handModels: refuse,
  gpuShares: refuse,
};

const once = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

// What a worker prints is the log of its job.
commands.subscribe((line) => console.log(line));
serveJob({ handlers, createTools });

/** A studio on a real database in a folder of its own, with workers that the test plays. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StudioEvent } from '#core/contract/events.ts';
import { openStudioFiles } from '#server/adapters/file-store/open-studio-files.ts';
import { openStudioStore } from '#server/adapters/prisma/open-studio-store.ts';
import { createFaceThinner } from '#server/adapters/threads/create-face-thinner.ts';
import { createZipFiles } from '#server/adapters/zip/zip-files.ts';
import { createApi } from '#server/http/api.ts';
import { createGuard } from '#server/http/guard.ts';
import type { FrameIo } from '#server/ports/frame-io.ts';
import type { ImageCodec } from '#server/ports/image-codec.ts';
import type { JobRunner } from '#server/ports/job-runner.ts';
import type { PhotoReader } from '#server/ports/photo-reader.ts';
import type { SamplePerson } from '#server/ports/sample-source.ts';
import type { StudioFiles } from '#server/ports/studio-files.ts';
import type { StudioStore } from '#server/ports/studio-store.ts';
import { createEventBus, type EventBus } from '#server/services/event-bus.ts';
import { openStudio, type Studio } from '#server/services/studio.ts';
import type { StudioSettings } from '#server/services/studio-context.ts';
import { createFakeRunner, type FakeRunner } from './fake-runner.ts';

export interface TestStudio extends AsyncDisposable {
  readonly folder: string;
  readonly studio: Studio;
  readonly store: StudioStore;
  readonly files: StudioFiles;
  readonly runner: FakeRunner;
  readonly events: EventBus;
  readonly told: StudioEvent[];
  /** The address given back is that of the studio's own page. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** JSON both ways; the answer is typed by the caller. */
  call<Reply>(path: string, body?: unknown, method?: string): Promise<{ status: number; body: Reply }>;
  /** A file of these bytes beside the data folder. */
  file(name: string, bytes?: string): Promise<string>;
  close(): Promise<void>;
}

export interface TestStudioOptions {
  readonly folder?: string;
  readonly frames?: FrameIo;
  readonly images?: ImageCodec;
  readonly photos?: PhotoReader;
  /** Real workers in place of those that the test plays. */
  readonly realRunner?: JobRunner;
  readonly settings?: Partial<StudioSettings>;
  readonly now?: () => Date;
  readonly samples?: readonly SamplePerson[];
}

const port = 4460;

export const openTestStudio = async (options: TestStudioOptions = {}): Promise<TestStudio> => {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'understudy-test-')));
  const files = await openStudioFiles(join(folder, 'data'));
  const store = await openStudioStore(files.paths.database);
  const events = createEventBus();
  const told: StudioEvent[] = [];
  events.subscribe(({ event }) => told.push(event));
  const runner = createFakeRunner();
  const studio = await openStudio({
    store,
    files,
    runner: options.realRunner ?? runner,
    events,
    frames: options.frames ?? noFrames,
    images: options.images ?? noImages,
    photos: options.photos ?? noPhotos,
    zips: createZipFiles(),
    thinner: createFaceThinner(),
    samples: { fetch: async () => options.samples ?? [] },
    settings: { ...testSettings, ...options.settings },
    now: options.now ?? (() => new Date()),
  });
  const bugs: unknown[] = [];
  const api = createApi({
    studio,
    guard: createGuard({ port: () => port }),
    uploadsFolder: files.paths.uploads,
    maxUploadBytes: testSettings.limits.maxFileBytes,
    onBug: (error) => bugs.push(error),
  });
  const request = async (path: string, init: RequestInit = {}) =>
    api.request(path, { ...init, headers: { host: `127.0.0.1:${port}`, ...(init.headers as Record<string, string>) } });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= studio.close();
    return closing;
  };
  return {
    folder,
    studio,
    store,
    files,
    runner,
    events,
    told,
    request,
    call: async (path, body, method = body === undefined ? 'GET' : 'POST') => {
      const response = await request(path, {
        method,
        body: body === undefined ? undefined : JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
      const text = await response.text();
      if (response.status === 500) throw bugs.at(-1) ?? new Error(text);
      return { status: response.status, body: text ? JSON.parse(text) : undefined };
    },
    file: async (name, bytes = name) => {
      const path = join(folder, name);
      await writeFile(path, bytes);
      return path;
    },
    close,
    [Symbol.asyncDispose]: async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const testSettings: StudioSettings = {
  version: '0.0.0',
  limits: { maxFileBytes: 1e6, maxDurationSeconds: 60, maxPixels: 4e6 },
  importFolders: [],
  minimumFaces: 2,
  describeSystem: async () => ({ device: 'CPU', parts: [] }),
  describeMachine: async () => ({ usesGpu: false, computesBf16: false }),
};

const noFrames: FrameIo = {
  readFrames: () => {
    throw new Error('no frames in this test');
  },
  readFrame: () => Promise.reject(new Error('no frames in this test')),
  openSink: () => Promise.reject(new Error('no frames in this test')),
  openSegment: () => Promise.reject(new Error('no frames in this test')),
  joinSegments: () => Promise.reject(new Error('no frames in this test')),
  frameSeconds: async () => undefined,
  keptFrames: () => Promise.reject(new Error('no frames in this test')),
  formats: async () => ['h264', 'hevc', 'ffv1'],
};

const noPhotos: PhotoReader = { read: () => Promise.reject(new Error('no photos in this test')) };

const noImages: ImageCodec = {
  read: () => Promise.reject(new Error('no images in this test')),
  decode: () => Promise.reject(new Error('no images in this test')),
  encodeJpeg: () => Promise.reject(new Error('no images in this test')),
  encodePng: () => Promise.reject(new Error('no images in this test')),
  encodeWebp: () => Promise.reject(new Error('no images in this test')),
  encodeAnimation: () => Promise.reject(new Error('no images in this test')),
};

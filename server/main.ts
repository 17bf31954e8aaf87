/**
 * The studio's own process: reads the command line and the configuration, makes the adapters and the services, and serves
 * or does what the verb says. Only here and in worker.ts are adapters made.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { StudioError } from '#core/contract/errors.ts';
import { createFrameIo, createHeicReader } from './adapters/ffmpeg/ffmpeg-tools.ts';
import { openStudioFiles } from './adapters/file-store/open-studio-files.ts';
import { createNpmSampleSource } from './adapters/npm-package/sample-source.ts';
import { openStudioStore } from './adapters/prisma/open-studio-store.ts';
import { createImageCodec } from './adapters/sharp/image-codec.ts';
import { createPhotoFrames } from './adapters/sharp/photo-frames.ts';
import { createPhotoReader } from './adapters/sharp/photo-reader.ts';
import { machineDevices, nameOfDevices } from './adapters/tensorflow/choose-devices.ts';
import { gpusComputeBf16, processorComputesBf16 } from './adapters/tensorflow/machine-precision.ts';
import { createFaceThinner } from './adapters/threads/create-face-thinner.ts';
import { createZipFiles } from './adapters/zip/zip-files.ts';
import { runCli } from './cli/run-cli.ts';
import type { OpenedStudio, ServeOptions } from './cli/verbs.ts';
import { concurrencyOf, configToEnvironment, findTools, loadConfig, type StudioConfig } from './config.ts';
import { createApi } from './http/api.ts';
import { createGuard, type Guard, loopbackNames } from './http/guard.ts';
import { setPageHeaders } from './http/page-headers.ts';
import { createSupervisor } from './jobs/supervisor.ts';
import { livePath, openGateway } from './live/gateway.ts';
import { createClipFrames } from './pipelines/clip-frames.ts';
import { createEventBus } from './services/event-bus.ts';
import { openStudio } from './services/studio.ts';
import { describeSystem, usesGpu } from './system-parts.ts';

const root = resolve(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { version: string };

const openConfigured = async (config: StudioConfig): Promise<OpenedStudio> => {
  // A device that is not there is told of now, not by the first job.
  if (config.device !== '') machineDevices(config.device);
  const files = await openStudioFiles(config.dataFolder);
  try {
    const store = await openStudioStore(files.paths.database);
    const events = createEventBus();
    const { maxFileBytes, maxDurationSeconds, maxPixels, importFolders } = config;
    const studio = await openStudio({
      store,
      files,
      events,
      runner: startSupervisor(config),
      ...createPictureReaders(),
      images: createImageCodec(),
      zips: createZipFiles(),
      thinner: createFaceThinner(),
      samples: createNpmSampleSource({ folder: resolve(root, '.understudy', 'sample') }),
      settings: {
        version,
        limits: { maxFileBytes, maxDurationSeconds, maxPixels },
        importFolders,
        minimumFaces: 8,
        describeSystem: () => describeParts(config),
        describeMachine: () => describeMachine(config),
      },
      now: () => new Date(),
    });
    return { studio, events, paths: files.paths, copyOut: files.copyOut };
  } catch (error) {
    await files[Symbol.asyncDispose]();
    throw error;
  }
};

const describeParts = async (config: StudioConfig) => ({
  ...(await describeSystem()),
  device: nameOfDevices(await gpusOf(config)),
});

const describeMachine = async (config: StudioConfig) => {
  const gpus = await gpusOf(config);
  const onGpu = gpus.length > 0;
  return { usesGpu: onGpu, computesBf16: onGpu ? gpusComputeBf16(gpus) : processorComputesBf16() };
};

const gpusOf = async ({ device }: StudioConfig) => ((await usesGpu()) ? machineDevices(device).gpus : []);

const createPictureReaders = () => {
  const tools = findTools(process.env);
  const photos = createPhotoReader({ readHeic: createHeicReader(tools) });
  return { photos, frames: createClipFrames({ videos: createFrameIo(tools), photos: createPhotoFrames(photos) }) };
};

const startSupervisor = (config: StudioConfig) => {
  const { ffmpegPath, ffprobePath } = findTools(process.env);
  return createSupervisor({
    workerPath: resolve(import.meta.dirname, 'worker.ts'),
    env: { ...configToEnvironment(config), FFMPEG_PATH: ffmpegPath, FFPROBE_PATH: ffprobePath },
    concurrency: concurrencyOf(config),
  });
};

/** Serves until the signal fires; then first the work is saved, and only then do the connections end. */
const serve = async ({ config, dev, signal, onReady }: ServeOptions): Promise<void> => {
  const host = loopbackHost(config.host);
  const opened = await openConfigured(config);
  const server = createServer();
  const guard = createGuard({ port: () => portOf(server) });
  try {
    server.listen(config.port, host);
    await Promise.race([once(server, 'listening', { signal }), failure(server, config)]);
    const pages = await openPages({ dev, host, port: portOf(server) });
    attach({ server, guard, opened, config, pages, dev });
    const gateway = openGateway({
      server,
      events: opened.events,
      mayConnect: (request) => knock(guard, request, true) === undefined,
    });
    onReady(`http://${config.host.includes(':') ? `[${host}]` : config.host}:${portOf(server)}`);
    if (!signal.aborted) await once(signal, 'abort');
    await opened.studio.close();
    await gateway.close();
    await pages.close();
  } finally {
    server.closeAllConnections();
    server.close();
    await opened.studio.close();
  }
};

interface Attachment {
  readonly server: Server;
  readonly guard: Guard;
  readonly opened: OpenedStudio;
  readonly config: StudioConfig;
  readonly pages: Pages;
  readonly dev: boolean;
}

/** One listener for requests and one for upgrades: /api is ours, the rest belongs to Next. The live socket adds itself. */
const attach = ({ server, guard, opened, config, pages, dev }: Attachment): void => {
  const api = createApi({
    studio: opened.studio,
    guard,
    uploadsFolder: opened.paths.uploads,
    maxUploadBytes: config.maxFileBytes,
    onBug: (error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
  });
  const answerApi = getRequestListener(api.fetch);
  // An upload may take as long as it takes.
  server.requestTimeout = 0;
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/api/')) return void answerApi(request, response);
    const refusal = knock(guard, request, false);
    if (refusal)
      return void response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end(refusal.message);
    setPageHeaders(response, { dev });
    return void pages.answer(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    if (request.url?.startsWith(livePath)) return;
    if (dev && knock(guard, request, true) === undefined) pages.upgrades.emit('upgrade', request, socket, head);
    else socket.destroy();
  });
};

interface Pages {
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  readonly upgrades: Server;
  close(): Promise<void>;
}

/** Next hangs its own upgrade listener on the server it is given: a silent one, so that ours alone decides who gets what. */
const openPages = async ({ dev, host, port }: { dev: boolean; host: string; port: number }): Promise<Pages> => {
  const { default: next } = await import('next');
  const upgrades = createServer();
  const app = next({ dev, dir: root, hostname: host, port, httpServer: upgrades });
  await app.prepare();
  return { answer: app.getRequestHandler(), upgrades, close: () => app.close() };
};

const knock = (guard: Guard, request: IncomingMessage, isUpgrade: boolean) =>
  guard.refusal({
    method: request.method ?? 'GET',
    host: request.headers.host,
    origin: request.headers.origin,
    fetchSite: String(request.headers['sec-fetch-site'] ?? '') || undefined,
    isUpgrade,
  });

/** The studio has no password: it listens where only this machine's people can speak to it. */
const loopbackHost = (host: string): string => {
  if (host === '::1' || loopbackNames.some((name) => name === host)) return host.replaceAll(/[[\]]/g, '');
  throw new StudioError(
    'bad_request',
    `The studio has no password yet, so it listens on this machine alone: ${loopbackNames.join(', ')}, not ${host}.`,
  );
};

const failure = async (server: Server, config: StudioConfig): Promise<never> => {
  const [error] = (await once(server, 'error')) as [NodeJS.ErrnoException];
  if (error.code !== 'EADDRINUSE') throw error;
  throw new StudioError('in_use', `Port ${config.port} is taken by another program. Choose another with --port.`, {
    facts: { port: config.port },
    cause: error,
  });
};

const portOf = (server: Server): number => (server.address() as AddressInfo | null)?.port ?? 0;

/** Runs a program of the checkout in our place: its output is ours. Resolves to its exit code. */
const runFile = async (path: string, args: readonly string[]): Promise<number> => {
  const child = spawn(process.execPath, [resolve(root, path), ...args], { cwd: root, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
};

process.exitCode = await runCli(process.argv.slice(2), {
  version,
  loadConfig: (options) => loadConfig({ env: process.env, options }),
  open: openConfigured,
  serve,
  runFile,
});
// Next's development compiler runs on after it was closed, and keeps the process.
if (process.argv[2] === 'dev') process.exit();

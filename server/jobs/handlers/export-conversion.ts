/** The job that writes a finished conversion in another form. */
import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { VideoFacts } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import type { RgbImage, VideoFrame } from '#core/pixels/image.ts';
import { rgbToFrame } from '#core/pixels/rgb-to-frame.ts';
import { partSeconds } from '#core/studio/clip-part.ts';
import type { JobContext, JobHandler } from '#server/jobs/job-handler.ts';
import { resultLabel } from '#server/jobs/swap-drawing.ts';
import { type ExportPictures, exportPictures } from '#server/pipelines/export-pictures.ts';
import { startPace } from '#server/pipelines/pace.ts';
import { streamOf } from '#server/pipelines/stream-of.ts';
import type { ZipSource } from '#server/ports/zip-files.ts';

type Payload = JobPayload<'export-conversion'>;

interface Task {
  readonly payload: Payload;
  readonly facts: VideoFacts;
  readonly pictures: ExportPictures;
  readonly context: JobContext;
}

interface Drawn {
  readonly frame: VideoFrame;
  readonly picture: RgbImage;
}

/** @returns how many frames it holds */
type Writer = (task: Task, drawn: AsyncIterable<Drawn>) => Promise<number>;

export const exportConversion: JobHandler<'export-conversion'> = async (payload, context) => {
  const { tools, signal } = context;
  const facts = await tools.probe.probe({ path: payload.sourcePath, limits: tools.limits, signal });
  const pictures = exportPictures({
    source: { width: facts.width, height: facts.height, isPair: payload.isPair },
    settings: payload.settings,
    captions: payload.captions,
    label: resultLabel,
  });
  const task = { payload, facts, pictures, context };
  refuseTooLarge(task);
  const frames = await writers[payload.settings.format](task, drawAll(task));
  if (frames === 0) throw new StudioError('bad_request', 'No frame lies in the part that was asked for.');
  return { sizeBytes: (await stat(payload.outputPath)).size, frames };
};

async function* drawAll({ payload, facts, pictures, context }: Task): AsyncGenerator<Drawn> {
  const { inSeconds, outSeconds, framesPerSecond } = payload.settings;
  const pace = startPace({ stage: 'exporting', total: framesIn({ payload, facts }), unit: 'frames' });
  let done = 0;
  const frames = context.tools.frames.readFrames({
    ...{ path: payload.sourcePath, facts, inSeconds, outSeconds },
    ...{ samplesPerSecond: framesPerSecond, signal: context.signal },
  });
  for await (const frame of frames) {
    yield { frame, picture: pictures.draw(frame) };
    done += 1;
    context.progress(pace(done));
  }
}

const framesIn = ({ payload, facts }: Pick<Task, 'payload' | 'facts'>): number => {
  const { framesPerSecond } = payload.settings;
  const seconds = partSeconds(payload.settings, facts.durationSeconds);
  return Math.max(1, Math.round(seconds * Math.min(framesPerSecond ?? facts.frameRate, facts.frameRate)));
};

/** All pictures of a loop are held at once: 450 MB of them. */
const mostLoopPixels = 150e6;

const refuseTooLarge = (task: Task): void => {
  const { format } = task.payload.settings;
  const pixels = framesIn(task) * task.pictures.width * task.pictures.height;
  if ((format !== 'gif' && format !== 'webp') || pixels <= mostLoopPixels) return;
  throw new StudioError(
    'export_too_large',
    'This loop is too large: choose a shorter part, a smaller picture or fewer frames a second.',
    { facts: { frames: framesIn(task), width: task.pictures.width, height: task.pictures.height } },
  );
};

const writeVideo: Writer = async ({ payload, facts, pictures, context }, drawn) => {
  const { inSeconds, outSeconds } = payload.settings;
  await using sink = await context.tools.frames.openSink({
    ...{ path: payload.outputPath, sourcePath: payload.sourcePath, inSeconds, outSeconds, facts },
    ...{ width: pictures.width, height: pictures.height, marks: payload.marks, signal: context.signal },
    label: null,
  });
  let count = 0;
  for await (const { frame, picture } of drawn) {
    await sink.write({ ...rgbToFrame(picture), index: frame.index, timeSeconds: frame.timeSeconds });
    count += 1;
  }
  if (count > 0) await sink.finish();
  return count;
};

const writeLoop: Writer = async ({ payload, facts, context }, drawn) => {
  const { format, framesPerSecond } = payload.settings;
  const pictures: RgbImage[] = [];
  for await (const { picture } of drawn) pictures.push(picture);
  if (pictures.length === 0) return 0;
  const delayMs = Math.round(1000 / Math.min(framesPerSecond ?? facts.frameRate, facts.frameRate));
  const bytes = await context.tools.images.encodeAnimation(pictures, {
    delaysMs: pictures.map(() => delayMs),
    format: format === 'gif' ? 'gif' : 'webp',
    marks: payload.marks,
  });
  await writeFile(payload.outputPath, bytes, { signal: context.signal });
  return pictures.length;
};

const writeFrames: Writer = async ({ payload, context }, drawn) => {
  const { images, zips } = context.tools;
  const { marks, settings } = payload;
  const folder = join(payload.folder, 'frames');
  await mkdir(folder, { recursive: true });
  const sources: ZipSource[] = [];
  for await (const { frame, picture } of drawn) {
    const isPng = settings.format === 'pngs';
    const name = `${String(frame.index).padStart(6, '0')}.${isPng ? 'png' : 'webp'}`;
    const bytes = isPng
      ? await images.encodePng(picture, { marks })
      : await images.encodeWebp(picture, { quality: 90, marks });
    await writeFile(join(folder, name), bytes, { signal: context.signal });
    sources.push({ name, path: join(folder, name) });
  }
  await pipeline(zips.write(streamOf(sources)), createWriteStream(payload.outputPath), { signal: context.signal });
  await rm(folder, { recursive: true });
  return sources.length;
};

const writers: Readonly<Record<Payload['settings']['format'], Writer>> = {
  mp4: writeVideo,
  gif: writeLoop,
  webp: writeLoop,
  pngs: writeFrames,
  webps: writeFrames,
};

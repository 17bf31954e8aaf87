/**
 * A finished conversion, as a worker would have left it, of pictures that say which frame they are: nine squares along the
 * top are the bits of the frame's number, on dark grey in the original and on lighter grey in the result.
 */
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { usualSampling } from '#core/contract/clip.ts';
import { conversionSettings } from '#core/contract/conversion.ts';
import { openStudioFiles } from '#server/adapters/file-store/open-studio-files.ts';
import { openStudioStore } from '#server/adapters/prisma/open-studio-store.ts';
import { seedRuns } from '#tests/bench/seed-run.ts';
import { ffmpeg } from './make-clip.ts';
import { factsOf } from './real-tools.ts';

export const codedFrames = { width: 320, height: 180, frameRate: 25, seconds: 12, bits: 9, squarePx: 20 };
/** As a browser shows them: the video says that its range is full. */
export const greys = { original: 60, result: 80 };

/** @returns the conversion's id */
export const seedConversion = async (dataFolder: string): Promise<string> => {
  const { runId } = await seedRuns({ dataFolder, points: 100, previews: 2 });
  await using files = await openStudioFiles(dataFolder);
  const store = await openStudioStore(files.paths.database);
  const personId = (await store.runs.read(runId))?.personAId ?? '';
  const [clipId, id, createdAt] = [randomUUID(), randomUUID(), '2026-01-05T11:00:00.000Z'];
  const { paths } = files;
  const sources = {
    [paths.clipSource(clipId, 'mp4')]: [greys.original],
    [paths.conversionVideo(id, 'mp4')]: [greys.result],
    [paths.conversionSideBySide(id)]: [greys.original, greys.result],
  };
  for (const [path, halves] of Object.entries(sources)) await writeCoded(path, halves);
  await store.clips.insert({
    ...{ id: clipId, personId, name: 'counted.mp4', kind: 'video', state: 'ready', extension: 'mp4', createdAt },
    ...{ sizeBytes: 1000, sha256: null, playable: true, linkedPath: null, sourceUrl: null, hasProxy: false },
    ...{ sampling: usualSampling, excluded: [], descriptor: null, extractedAt: null },
    facts: await factsOf(paths.clipSource(clipId, 'mp4')),
  });
  await store.conversions.insert({
    ...{
      id,
      runId,
      modelId: null,
      clipId,
      settings: conversionSettings.parse({ to: 'b' }),
      state: 'done',
      jobId: null,
      iteration: 100,
    },
    ...{ checkpoint: null, frames: { written: 300, swapped: 300 }, jitter: null, sizeBytes: 1000, seconds: 4 },
    ...{ error: null, createdAt },
  });
  await store.close();
  return id;
};

/** One picture beside the other, each with the same bits. */
const writeCoded = async (path: string, halves: readonly number[]): Promise<void> => {
  const { width, height, frameRate, seconds, bits, squarePx } = codedFrames;
  await mkdir(dirname(path), { recursive: true });
  const ground = halves.length === 1 ? `${halves[0]}` : `if(lt(X,${width}),${halves.join(',')})`;
  const across = `mod(X,${width})`;
  const bit = `230*mod(floor(N/pow(2,floor(${across}/${squarePx}))),2)`;
  const luma = `if(lt(Y,${squarePx})*lt(${across},${bits * squarePx}),${bit},${ground})`;
  const size = `${width * halves.length}x${height}`;
  await ffmpeg([
    ...['-f', 'lavfi', '-i', `color=black:s=${size}:r=${frameRate}:d=${seconds},format=gray,geq=lum='${luma}'`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '10', '-g', '50', '-bf', '0', '-pix_fmt', 'yuv420p', path],
  ]);
};

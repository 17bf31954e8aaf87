/**
 * The loss curve of a run as one file of 16-byte records, little-endian: uint32 iteration, float32 a, float32 b,
 * float32 trained seconds. Appending is one write; a record cut by a crash is ignored and trimmed at the next start.
 */
import { appendFile, mkdir, readFile, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LossPoint } from '#core/contract/run.ts';
import type { LossLog, StudioPaths } from '#server/ports/studio-files.ts';
import { codedDiskError, kindOf } from './durable-files.ts';

const recordBytes = 16;

export const lossLog = (paths: StudioPaths): LossLog => {
  const fileOf = (runId: string) => join(paths.run(runId), 'losses.bin');
  return {
    append: async (runId, points) => {
      await mkdir(dirname(fileOf(runId)), { recursive: true });
      await appendFile(fileOf(runId), encode(points)).catch((error: unknown) => {
        throw codedDiskError(error);
      });
    },
    read: async (runId) => decode(await bytesOf(fileOf(runId))),
    trim: async (runId, lastIteration) => {
      const points = decode(await bytesOf(fileOf(runId)));
      const firstLater = points.findIndex((point) => point.iteration > lastIteration);
      const kept = firstLater < 0 ? points.length : firstLater;
      if ((await kindOf(fileOf(runId))) === 'file') await truncate(fileOf(runId), kept * recordBytes);
    },
  };
};

const bytesOf = async (path: string): Promise<Uint8Array> =>
  (await kindOf(path)) === 'file' ? readFile(path) : new Uint8Array();

const encode = (points: readonly LossPoint[]): Uint8Array => {
  const bytes = new Uint8Array(points.length * recordBytes);
  const view = new DataView(bytes.buffer);
  for (const [index, point] of points.entries()) {
    const at = index * recordBytes;
    view.setUint32(at, point.iteration, true);
    view.setFloat32(at + 4, point.a, true);
    view.setFloat32(at + 8, point.b, true);
    view.setFloat32(at + 12, point.trainedSeconds, true);
  }
  return bytes;
};

const decode = (bytes: Uint8Array): LossPoint[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.byteLength / recordBytes) }, (_, index) => {
    const at = index * recordBytes;
    return {
      iteration: view.getUint32(at, true),
      a: view.getFloat32(at + 4, true),
      b: view.getFloat32(at + 8, true),
      trainedSeconds: view.getFloat32(at + 12, true),
    };
  });
};

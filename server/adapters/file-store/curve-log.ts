/**
 * A curve of a run as one file of records of one length, little-endian: a uint32 iteration, then float32 numbers.
 * Appending is one write; a record cut by a crash is ignored and trimmed at the next start. What a run leaves by going on from an
 * earlier checkpoint moves to a second file, a record of zeros before each stretch.
 */
import { appendFile, mkdir, readFile, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ValidationPoint } from '#core/contract/run.ts';
import { codedDiskError } from '#core/studio/disk-error.ts';
import type { CurveLog, StudioPaths } from '#server/ports/studio-files.ts';
import { kindOf } from './durable-files.ts';

/** trained seconds, then 1 - SSIM and L1 of a and of b: records of 24 bytes. */
export const validationLog = (paths: StudioPaths): CurveLog<ValidationPoint> =>
  curveLog(paths, {
    name: 'validation',
    numberCount: 5,
    toNumbers: ({ trainedSeconds, a, b }) => [trainedSeconds, a.ssimError, a.l1, b.ssimError, b.l1],
    toPoint: (iteration, [trainedSeconds = 0, ssimA = 0, l1A = 0, ssimB = 0, l1B = 0]) => ({
      iteration,
      trainedSeconds,
      a: { ssimError: ssimA, l1: l1A },
      b: { ssimError: ssimB, l1: l1B },
    }),
  });

interface CurveRecord<Point> {
  /** Of its files, without the ending. */
  readonly name: string;
  readonly numberCount: number;
  toNumbers(point: Point): readonly number[];
  toPoint(iteration: number, numbers: readonly number[]): Point;
}

const curveLog = <Point extends { readonly iteration: number }>(
  paths: StudioPaths,
  record: CurveRecord<Point>,
): CurveLog<Point> => {
  const fileOf = (runId: string) => join(paths.run(runId), `${record.name}.bin`);
  const leftOf = (runId: string) => join(paths.run(runId), `${record.name}-left.bin`);
  const read = async (runId: string) => decode(await bytesOf(fileOf(runId)), record);
  return {
    append: async (runId, points) => {
      await mkdir(dirname(fileOf(runId)), { recursive: true });
      await appendFile(fileOf(runId), encode(points, record)).catch((error: unknown) => {
        throw codedDiskError(error);
      });
    },
    read,
    readLeft: async (runId) => stretches(decode(await bytesOf(leftOf(runId)), record)),
    trim: async (runId, lastIteration) => {
      const points = await read(runId);
      const firstLater = points.findIndex((point) => point.iteration > lastIteration);
      const kept = (firstLater < 0 ? points.length : firstLater) * bytesOfRecord(record);
      const bytes = await bytesOf(fileOf(runId));
      const whole = points.length * bytesOfRecord(record);
      // Told twice after a crash in between, a stretch is drawn twice in the same place.
      if (whole > kept)
        await appendFile(
          leftOf(runId),
          Buffer.concat([new Uint8Array(bytesOfRecord(record)), bytes.subarray(kept, whole)]),
        );
      if (bytes.length > kept) await truncate(fileOf(runId), kept);
    },
  };
};

/** No iteration has the number 0. */
const stretches = <Point extends { readonly iteration: number }>(points: readonly Point[]): Point[][] => {
  const starts = points.flatMap((point, index) => (point.iteration === 0 ? [index + 1] : []));
  return starts.map((start, index) => points.slice(start, (starts[index + 1] ?? points.length + 1) - 1));
};

const bytesOfRecord = ({ numberCount }: { readonly numberCount: number }): number => 4 + 4 * numberCount;

const bytesOf = async (path: string): Promise<Uint8Array> =>
  (await kindOf(path)) === 'file' ? readFile(path) : new Uint8Array();

const encode = <Point extends { readonly iteration: number }>(
  points: readonly Point[],
  record: CurveRecord<Point>,
): Uint8Array => {
  const size = bytesOfRecord(record);
  const view = new DataView(new ArrayBuffer(points.length * size));
  for (const [index, point] of points.entries()) {
    const at = index * size;
    view.setUint32(at, point.iteration, true);
    for (const [place, number] of record.toNumbers(point).entries()) view.setFloat32(at + 4 + 4 * place, number, true);
  }
  return new Uint8Array(view.buffer);
};

const decode = <Point>(bytes: Uint8Array, record: CurveRecord<Point>): Point[] => {
  const size = bytesOfRecord(record);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.byteLength / size) }, (_, index) => {
    const at = index * size;
    const numbers = Array.from({ length: record.numberCount }, (_, place) => view.getFloat32(at + 4 + 4 * place, true));
    return record.toPoint(view.getUint32(at, true), numbers);
  });
};

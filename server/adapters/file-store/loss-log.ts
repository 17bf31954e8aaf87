/**
 * The curve of a run as one file of 28-byte records, little-endian: uint32 iteration, then float32 loss of A, loss of B, trained
 * seconds, learning rate, images a second, waiting share; NaN where it was not measured. Appending is one write; a record cut by a
 * crash is ignored and trimmed at the next start. What a run leaves by going on from an earlier checkpoint moves to a second file.
 */
import { appendFile, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CurvePoint } from '#core/contract/curve.ts';
import { type CurveColumns, indexOfIteration } from '#core/studio/curve-columns.ts';
import { codedDiskError } from '#core/studio/disk-error.ts';
import type { LossLog, StudioPaths } from '#server/ports/studio-files.ts';
import { kindOf, writeDurably } from './durable-files.ts';

const recordBytes = 28;
const recordNumbers = recordBytes / 4;
/** Records of the first studios: iteration, both losses, trained seconds. */
const oldRecordBytes = 16;

export const lossLog = (paths: StudioPaths): LossLog => {
  const fileOf = (runId: string) => join(paths.run(runId), 'curve.bin');
  const leftOf = (runId: string) => join(paths.run(runId), 'curve-left.bin');
  const renew = (runId: string) => renewOldLog(join(paths.run(runId), 'losses.bin'), fileOf(runId));
  return {
    append: async (runId, points) => {
      await mkdir(dirname(fileOf(runId)), { recursive: true });
      await appendFile(fileOf(runId), encode(points)).catch((error: unknown) => {
        throw codedDiskError(error);
      });
    },
    read: async (runId) => {
      await renew(runId);
      return decode(await bytesOf(fileOf(runId)));
    },
    readLeft: async (runId) => stretches(decode(await bytesOf(leftOf(runId)))),
    trim: async (runId, lastIteration) => {
      await renew(runId);
      const bytes = await bytesOf(fileOf(runId));
      if (bytes.length === 0) return;
      const points = decode(bytes);
      const kept = indexOfIteration(points, lastIteration + 1) * recordBytes;
      const whole = points.iteration.length * recordBytes;
      // Told twice after a crash in between, a stretch is drawn twice in the same place.
      if (whole > kept)
        await appendFile(leftOf(runId), Buffer.concat([new Uint8Array(recordBytes), bytes.subarray(kept, whole)]));
      await cutTo(fileOf(runId), kept);
    },
  };
};

const bytesOf = async (path: string): Promise<Uint8Array> =>
  (await kindOf(path)) === 'file' ? readFile(path) : new Uint8Array();

const cutTo = async (path: string, bytes: number): Promise<void> => {
  await using file = await open(path, 'r+');
  await file.truncate(bytes);
};

const encode = (points: readonly CurvePoint[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(points.length * recordBytes));
  for (const [index, point] of points.entries()) {
    const at = index * recordBytes;
    const { a, b, trainedSeconds, learningRate, imagesPerSecond, waitingShare } = point;
    view.setUint32(at, point.iteration, true);
    for (const [place, value] of [a, b, trainedSeconds, learningRate, imagesPerSecond, waitingShare].entries())
      view.setFloat32(at + 4 + place * 4, value ?? Number.NaN, true);
  }
  return new Uint8Array(view.buffer);
};

/** Little-endian like every machine this runs on: the numbers are taken as they lie. */
const decode = (bytes: Uint8Array): CurveColumns => {
  const count = Math.floor(bytes.byteLength / recordBytes);
  const whole = new Uint8Array(bytes.subarray(0, count * recordBytes)).buffer;
  const [floats, integers] = [new Float32Array(whole), new Uint32Array(whole)];
  const column = (place: number): Float32Array => {
    const values = new Float32Array(count);
    for (let index = 0; index < count; index += 1) values[index] = floats[index * recordNumbers + place] as number;
    return values;
  };
  const iteration = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) iteration[index] = integers[index * recordNumbers] as number;
  return {
    iteration,
    a: column(1),
    b: column(2),
    trainedSeconds: column(3),
    learningRate: column(4),
    imagesPerSecond: column(5),
    waitingShare: column(6),
  };
};

/** One after another in the file, a record of zeros before each: no iteration has the number 0. */
const stretches = (columns: CurveColumns): CurveColumns[] => {
  const { iteration } = columns;
  const starts = Array.from(iteration).flatMap((number, index) => (number === 0 ? [index + 1] : []));
  return starts.map((start, index) => sliced(columns, start, (starts[index + 1] ?? iteration.length + 1) - 1));
};

const sliced = (columns: CurveColumns, start: number, end: number): CurveColumns => {
  const part = (column: ArrayLike<number>) => Array.from(column).slice(start, end);
  return {
    iteration: part(columns.iteration),
    a: part(columns.a),
    b: part(columns.b),
    trainedSeconds: part(columns.trainedSeconds),
    learningRate: part(columns.learningRate),
    imagesPerSecond: part(columns.imagesPerSecond),
    waitingShare: part(columns.waitingShare),
  };
};

/** A log of an older studio is written anew once. */
const renewOldLog = async (oldPath: string, path: string): Promise<void> => {
  if ((await kindOf(oldPath)) !== 'file') return;
  const bytes = await readFile(oldPath);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unknown = { learningRate: null, imagesPerSecond: null, waitingShare: null };
  const points = Array.from({ length: Math.floor(bytes.byteLength / oldRecordBytes) }, (_, index) => {
    const at = index * oldRecordBytes;
    const float = (offset: number) => view.getFloat32(at + offset, true);
    return { iteration: view.getUint32(at, true), a: float(4), b: float(8), trainedSeconds: float(12), ...unknown };
  });
  await writeDurably(path, encode(points));
  await rm(oldPath);
};

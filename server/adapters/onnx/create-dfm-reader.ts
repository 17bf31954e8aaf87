/** Models of others: looked through before any library sees them, run from the very bytes that were looked through. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { type DfmFacts, maxDfmBytes } from '#core/contract/dfm-model.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { DfmReader, OpenDfm } from '#server/ports/dfm-reader.ts';
import { createDfmPredictor } from './dfm-predictor.ts';
import { type DfmModel, inspectDfm } from './inspect-dfm.ts';
import { refused } from './inspect-onnx.ts';
import { limitMemory } from './limit-memory.ts';

export const createDfmReader = (): DfmReader => ({ inspect, open });

const inspect = async (path: string): Promise<DfmFacts> => {
  const read = await readModel(path);
  const { faceSize, morphs } = read.model;
  using _predictor = openRead(read);
  return { sha256: read.sha256, sizeBytes: read.file.length, faceSize, morphs };
};

const open = async ({ path, sha256 }: OpenDfm) => {
  const read = await readModel(path);
  if (read.sha256 !== sha256)
    throw refused('changed', 'The file of this model is not the one that was looked through.');
  return openRead(read);
};

interface Read {
  readonly file: Uint8Array;
  readonly sha256: string;
  readonly model: DfmModel;
}

const readModel = async (path: string): Promise<Read> => {
  const about = await stat(path).catch(() => undefined);
  if (!about?.isFile()) throw new StudioError('file_missing', 'The file of this model is gone.', { facts: { path } });
  if (about.size > maxDfmBytes) throw refused('too_large', `A model is no larger than ${maxDfmBytes / 1e9} GB.`);
  const file = await readFile(path);
  return { file, model: inspectDfm(file), sha256: createHash('sha256').update(file).digest('hex') };
};

/** Beside the file itself: the library's copy of it, the same laid out otherwise, and what lies between two ops. */
const memoryFor = (file: Uint8Array): number => 3 * file.length + 4 * 2 ** 30;

const openRead = ({ file, model }: Read) => {
  limitMemory(memoryFor(file));
  return createDfmPredictor({ file, model });
};

/** Reads the models that `@vladmandic/human` carries: a `model.json` of nodes beside a file of packed weights. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { StudioError } from '#core/contract/errors.ts';
import type { ConstantTensor } from '#core/graph/graph.ts';
import { elementCount } from '#core/graph/tensor.ts';

export type ModelName = 'blazeface' | 'facemesh' | 'faceres' | 'handlandmark-lite' | 'iris';

export interface ModelFile {
  readonly nodes: readonly ModelNode[];
  /** Constants by node name; half floats are widened. */
  readonly weights: ReadonlyMap<string, ConstantTensor>;
}

const attribute = z.looseObject({
  type: z.string().optional(),
  i: z.coerce.number().optional(),
  b: z.boolean().optional(),
  s: z.string().optional(),
  shape: z.object({ dim: z.array(z.object({ size: z.coerce.number() })).optional() }).optional(),
  list: z.object({ i: z.array(z.coerce.number()).optional(), s: z.array(z.string()).optional() }).optional(),
});
export type ModelAttribute = z.infer<typeof attribute>;

const node = z.object({
  name: z.string(),
  op: z.string(),
  input: z.array(z.string()).default([]),
  attr: z.record(z.string(), attribute).default({}),
});
export type ModelNode = z.infer<typeof node>;

const weight = z.object({
  name: z.string(),
  shape: z.array(z.int()),
  dtype: z.enum(['float32', 'int32']),
  quantization: z.object({ dtype: z.literal('float16') }).optional(),
});

const modelJson = z.object({
  modelTopology: z.object({ node: z.array(node) }),
  weightsManifest: z.array(z.object({ paths: z.array(z.string()).length(1), weights: z.array(weight) })).length(1),
});

/** @throws StudioError engine_missing where the package or a file of it is not there or not what it was */
export const readModelFile = (name: ModelName): ModelFile => {
  try {
    const folder = modelsFolder();
    const json = modelJson.parse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
    const [manifest] = json.weightsManifest as [(typeof json.weightsManifest)[number]];
    return {
      nodes: json.modelTopology.node,
      weights: unpack(readFileSync(join(folder, manifest.paths[0] as string)), manifest.weights),
    };
  } catch (cause) {
    throw new StudioError('engine_missing', 'The face models cannot be read: run the set-up (npm start) again.', {
      facts: { model: name },
      cause,
    });
  }
};

/** Beside `dist`, where the package's entry lies: it exports neither its models nor its package.json. */
const modelsFolder = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('@vladmandic/human')), '../models');

const unpack = (bytes: Buffer, weights: readonly z.infer<typeof weight>[]): Map<string, ConstantTensor> => {
  let offset = 0;
  return new Map(
    weights.map(({ name, shape, dtype, quantization }) => {
      const count = elementCount(shape);
      const sizeBytes = count * (quantization ? 2 : 4);
      // Copied: a view of 32-bit numbers must start on a multiple of four.
      const buffer = new Uint8Array(bytes.subarray(offset, offset + sizeBytes)).buffer;
      offset += sizeBytes;
      const data = quantization
        ? new Float32Array(new Float16Array(buffer))
        : dtype === 'int32'
          ? new Int32Array(buffer)
          : new Float32Array(buffer);
      return [name, { dtype, shape, data }];
    }),
  );
};

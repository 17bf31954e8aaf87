/** Models of others in ONNX Runtime: hand-made ones of sizes that ours do not have, one that morphs, and such as only running shows. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createDfmReader } from '#server/adapters/onnx/create-dfm-reader.ts';
import { handMadeColour, handMadeDfm, handMadeFile } from '#tests/helpers/hand-made-dfm.ts';
import { floats, onnxFile } from '#tests/helpers/onnx-writer.ts';

vi.setConfig({ testTimeout: 120_000 });

const reader = createDfmReader();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dfm-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let count = 0;
const saved = async (file: Uint8Array): Promise<string> => {
  count += 1;
  const path = join(folder, `${count}.dfm`);
  await writeFile(path, file);
  return path;
};

const { red, green, blue } = handMadeColour;
const grey = (size: number) => new Float32Array(2 * size * size * 3).fill(0.4);

it.each([96, 160])(
  'a hand-made model of %i px is looked through, and drawn with in RGB under the lesser of its masks',
  async (size) => {
    const file = handMadeDfm(size);
    const path = await saved(file);
    const sha256 = createHash('sha256').update(file).digest('hex');
    expect(await reader.inspect(path)).toEqual({ sha256, sizeBytes: file.length, faceSize: size, morphs: false });
    using predictor = await reader.open({ path, sha256 });
    expect(predictor).toMatchObject({ faceSize: size, drawnSize: size, squareShare: 1 });
    const { faces, masks } = await predictor.predict({ faces: grey(size), count: 2 });
    for (const at of [0, size * size - 1, 2 * size * size - 1]) {
      const worst = [red, green, blue].map((value, channel) =>
        Math.abs((faces[at * 3 + channel] as number) - (0.4 + value) / 2),
      );
      expect(Math.max(...worst)).toBeLessThan(1e-5);
    }
    // A face came in on the left, one was drawn above: both only left and above, of the second face too.
    const mask = (y: number, x: number) => masks?.[size * size + y * size + x];
    const [low, high] = [2, size - 3];
    expect([mask(low, low), mask(low, high), mask(high, low), mask(high, high)]).toEqual([1, 0, 0, 0]);
  },
);

it('a model that morphs goes as far as it is told', async () => {
  const path = await saved(handMadeDfm(64, { morphs: true }));
  const { sha256, morphs } = await reader.inspect(path);
  expect(morphs).toBe(true);
  using predictor = await reader.open({ path, sha256 });
  for (const morph of [0, 0.75, 1]) {
    const { faces } = await predictor.predict({ faces: grey(64), count: 1, morph });
    expect(faces[0]).toBeCloseTo(0.4 * (1 - morph) + red * morph, 5);
  }
});

it('a file that is another one by now is not drawn with, and one that is gone is said to be', async () => {
  const path = await saved(handMadeDfm(64));
  const { sha256 } = await reader.inspect(path);
  await writeFile(path, handMadeDfm(64, { morphs: true }));
  await expect(reader.open({ path, sha256 })).rejects.toMatchObject({
    code: 'model_refused',
    facts: { reason: 'changed' },
  });
  await rm(path);
  await expect(reader.open({ path, sha256 })).rejects.toMatchObject({ code: 'file_missing' });
});

it('a model whose ops do not fit each other is refused when it is loaded', async () => {
  const sound = handMadeFile(64);
  const nodes = [...sound.nodes, { op: 'MatMul', inputs: ['one', 'no such thing'], outputs: ['more'] }];
  await expect(reader.inspect(await saved(onnxFile({ ...sound, nodes })))).rejects.toMatchObject({
    code: 'model_refused',
    facts: { reason: 'not_loadable' },
  });
});

it('a model that gives out another size than it leaves open is refused', async () => {
  const sound = handMadeFile(64);
  const outputs = { ...sound.outputs, 'out_celeb_face:0': ['a', 'b', 'c', 'd'] };
  const nodes = [
    ...sound.nodes.map((node) => (node.outputs[0] === 'out_celeb_face:0' ? { ...node, outputs: ['whole'] } : node)),
    { op: 'Concat', inputs: ['whole', 'whole'], outputs: ['out_celeb_face:0'], int: { axis: 1 } },
  ];
  await expect(reader.inspect(await saved(onnxFile({ ...sound, nodes, outputs })))).rejects.toMatchObject({
    code: 'model_refused',
    facts: { reason: 'unknown_output' },
  });
});

it('a small file that would take all memory on the way is refused, and the process stays', async () => {
  const sound = handMadeFile(64);
  const wide = 40_000;
  const nodes = [
    ...sound.nodes.map((node) => (node.outputs[0] === 'out_celeb_face:0' ? { ...node, outputs: ['whole'] } : node)),
    // 40,000 x 40,000 floats are 6.4 GB: a machine may have them, and the process is not given them.
    { op: 'ReduceMean', inputs: ['in_face:0'], outputs: ['mean'], int: { keepdims: 1 } },
    { op: 'Mul', inputs: ['tall', 'mean'], outputs: ['taller'] },
    { op: 'Add', inputs: ['taller', 'broad'], outputs: ['huge'] },
    { op: 'ReduceMax', inputs: ['huge'], outputs: ['most'], int: { keepdims: 1 } },
    { op: 'Add', inputs: ['whole', 'most'], outputs: ['out_celeb_face:0'] },
  ];
  const weights = {
    ...sound.weights,
    tall: floats([1, 1, wide, 1], new Float32Array(wide)),
    broad: floats([1, 1, 1, wide], new Float32Array(wide)),
  };
  await expect(reader.inspect(await saved(onnxFile({ ...sound, nodes, weights })))).rejects.toMatchObject({
    code: 'model_refused',
    facts: { reason: 'not_runnable' },
  });
  expect(process.memoryUsage().rss).toBeLessThan(4e9);
});

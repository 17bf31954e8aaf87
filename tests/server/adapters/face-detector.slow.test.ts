/** One suite for every detector behind the port: the studio's own, and the same weights given as an ONNX file. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rgbToFrame } from '#core/pixels/rgb-to-frame.ts';
import { createOnnxDetector } from '#server/adapters/onnx/create-onnx-detector.ts';
import { openDetector } from '#server/adapters/tensorflow/face-models/detector.ts';
import type { DetectedFace, FaceDetector } from '#server/ports/face-detector.ts';
import { blazefaceOnnx } from '#tests/helpers/blazeface-onnx.ts';
import { type FaceScene, faceScenes } from '#tests/helpers/faces/face-scenes.ts';
import { readLabelledPictures } from '#tests/helpers/faces/labelled-pictures.ts';
import { floats, type OnnxFile, onnxFile } from '#tests/helpers/onnx-writer.ts';
import { imageCodec } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';
import { flatFrame } from '#tests/helpers/synthetic-frames.ts';

const folder = mkdtempSync(join(tmpdir(), 'understudy-onnx-'));
const modelPath = join(folder, 'blazeface.onnx');
const portrait = sharedMedia('nasa_astronaut_collins.png');
let own: FaceDetector;
let given: FaceDetector;
/** The labelled frames and one scene of each kind that is composed from them. */
let scenes: FaceScene[] = [];

beforeAll(async () => {
  writeFileSync(modelPath, blazefaceOnnx());
  own = openDetector();
  given = createOnnxDetector(modelPath);
  if (!portrait) return;
  for (const scene of faceScenes((await readLabelledPictures()) ?? []))
    if (!scenes.some(({ tag }) => tag === scene.tag)) scenes.push(scene);
}, 300_000);
afterAll(() => {
  scenes = [];
  for (const detector of [own, given]) detector?.[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([
  ["the studio's own", () => own],
  ['an ONNX file', () => given],
])('a detector: %s', (_, detector) => {
  it('finds nothing in a flat picture and takes no frames at all', () => {
    const flat = flatFrame({ width: 320, height: 240, rgb: [90, 120, 90] });
    expect(detector().detect([flat], { thorough: true })).toEqual([[]]);
    expect(detector().detect([], { thorough: false })).toEqual([]);
  });

  it.skipIf(!portrait)("finds the astronaut's face where it was marked by eye, upright", async () => {
    const frame = rgbToFrame(await imageCodec.read(portrait as string));
    for (const thorough of [false, true]) {
      const [found, ...others] = detector().detect([frame], { thorough })[0] as DetectedFace[];
      expect(others).toEqual([]);
      // From brows to chin and cheek to cheek: a box of 90 px about (225, 130).
      expect(Math.hypot((found?.square.centre[0] ?? 0) - 225, (found?.square.centre[1] ?? 0) - 130)).toBeLessThan(12);
      expect(found?.square.side).toBeGreaterThan(70);
      expect(found?.square.side).toBeLessThan(120);
      expect(Math.abs(found?.square.turn ?? 1)).toBeLessThan(0.15);
    }
  });

  it.skipIf(!portrait)('finds the same in a batch as one by one, best first', () => {
    const frames = scenes.slice(0, 6).map((scene) => scene.open().frame);
    const together = detector().detect(frames, { thorough: false });
    frames.forEach((frame, index) => {
      const alone = detector().detect([frame], { thorough: false })[0] as DetectedFace[];
      expect(together[index]).toHaveLength(alone.length);
      const scores = alone.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    });
  });
});

describe('the two detectors', () => {
  it.skipIf(!portrait)('see the same faces in the same frames, to a thirtieth of their size', () => {
    let compared = 0;
    for (const { tag, open } of scenes) {
      const { frame } = open();
      for (const thorough of [false, true]) {
        const [one, other] = [own, given].map((it) => it.detect([frame], { thorough })[0] as DetectedFace[]);
        for (const face of one ?? []) {
          // At the floor itself the last bit decides.
          if (face.score < 0.52) continue;
          const same = other?.find(
            ({ square }) =>
              Math.hypot(square.centre[0] - face.square.centre[0], square.centre[1] - face.square.centre[1]) <
                face.square.side / 30 && Math.abs(square.side / face.square.side - 1) < 1 / 30,
          );
          expect(same, `${tag}, ${face.score}`).toBeDefined();
          expect(Math.abs((same?.score ?? 0) - face.score)).toBeLessThan(0.02);
          compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(40);
  });
});

describe('a detector model', () => {
  const refusal = (file: OnnxFile): (() => FaceDetector) => {
    const path = join(folder, 'other.onnx');
    writeFileSync(path, onnxFile(file));
    return () => createOnnxDetector(path);
  };
  const reason = (value: string) => expect.objectContaining({ code: 'model_refused', facts: { reason: value } });
  /** A sound graph whose boxes and scores are constants of these sizes. */
  const constant = (boxes: number, input: readonly (number | string)[]): OnnxFile => ({
    nodes: [
      { op: 'Identity', inputs: ['b'], outputs: ['boxes'] },
      { op: 'Identity', inputs: ['s'], outputs: ['scores'] },
    ],
    weights: { b: floats([1, boxes, 4], new Float32Array(boxes * 4)), s: floats([1, 5, 1], new Float32Array(5)) },
    inputs: { x: input },
    outputs: { boxes: [1, boxes, 4], scores: [1, 5, 1] },
  });

  it('that is not there is said so', () => {
    expect(() => createOnnxDetector(join(folder, 'none.onnx'))).toThrow(
      expect.objectContaining({ code: 'file_missing' }),
    );
    expect(() => createOnnxDetector(folder)).toThrow(expect.objectContaining({ code: 'file_missing' }));
  });

  it('is refused by what it takes in and gives out, before a clip is begun', () => {
    expect(refusal(constant(5, [1, 4, 64, 64]))).toThrow(reason('unknown_input'));
    expect(refusal(constant(5, [1, 3, 64, 9999]))).toThrow(reason('unknown_input'));
    expect(refusal(constant(6, [1, 3, 64, 64]))).toThrow(reason('unknown_layout'));
    const sound = constant(5, [1, 3, 64, 64]);
    expect(refusal({ ...sound, nodes: [...sound.nodes, { op: 'Relu', inputs: ['nothing'], outputs: ['y'] }] })).toThrow(
      reason('not_loadable'),
    );
    using fine = refusal(sound)();
    expect(fine.detect([flatFrame({ width: 100, height: 80, rgb: [0, 0, 0] })], { thorough: true })).toEqual([[]]);
  });
});

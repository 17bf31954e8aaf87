import { describe, expect, it } from 'vitest';
import type { OnnxModel } from '#server/adapters/onnx/inspect-onnx.ts';
import { layoutOf, type OutputTensor } from '#server/adapters/onnx/output-layouts.ts';

const modelWith = (...names: string[]): OnnxModel => ({
  inputs: [],
  outputs: names.map((name) => ({ name, isFloat: true, shape: [] })),
});

const tensor = (shape: readonly number[], data: ArrayLike<number>): OutputTensor => ({
  shape,
  data: Float32Array.from(data),
});

describe('outputs of boxes and scores', () => {
  it('are faces in pixels of the input, of the second picture too, the second score being the face', () => {
    const layout = layoutOf(modelWith('scores', 'boxes'));
    const outputs = new Map([
      ['boxes', tensor([2, 1, 4], [0, 0, 1, 1, 0.25, 0.5, 0.75, 1])],
      ['scores', tensor([2, 1, 2], [0.9, 0.1, 0.2, 0.8])],
    ]);
    const decode = (index: number) => layout.decode({ outputs, index, width: 320, height: 240, floor: 0.5 });
    expect(decode(0)).toEqual([]);
    expect(decode(1)).toEqual([{ score: expect.closeTo(0.8), box: { left: 80, top: 120, width: 160, height: 120 } }]);
  });

  it('give the eyes where there are points', () => {
    const layout = layoutOf(modelWith('boxes', 'scores', 'points'));
    const outputs = new Map([
      ['boxes', tensor([1, 1, 4], [0, 0, 1, 1])],
      ['scores', tensor([1, 1], [0.75])],
      ['points', tensor([1, 1, 2, 2], [0.25, 0.5, 0.75, 0.25])],
    ]);
    const [face] = layout.decode({ outputs, index: 0, width: 100, height: 200, floor: 0.5 });
    expect(face?.eyes).toEqual([
      [25, 100],
      [75, 50],
    ]);
  });

  it('are refused where their sizes do not fit together', () => {
    const layout = layoutOf(modelWith('boxes', 'scores'));
    const outputs = new Map([
      ['boxes', tensor([1, 2, 4], new Float32Array(8))],
      ['scores', tensor([1, 3], new Float32Array(3))],
    ]);
    expect(() => layout.check(outputs, { width: 64, height: 64 })).toThrow(/boxes is \[1, 2, 4\]/);
  });
});

describe("YuNet's outputs", () => {
  /** One face in the cell of row 1, column 2 of the stride 16 of a 64 x 64 input. */
  const outputs = (): Map<string, OutputTensor> => {
    const made = new Map<string, OutputTensor>();
    for (const stride of [8, 16, 32]) {
      const count = (64 / stride) ** 2;
      for (const [kind, width] of [
        ['cls', 1],
        ['obj', 1],
        ['bbox', 4],
        ['kps', 10],
      ] as const)
        made.set(`${kind}_${stride}`, tensor([1, count, width], new Float32Array(count * width)));
    }
    const cell = 1 * 4 + 2;
    made.get('cls_16')?.data.set([0.64], cell);
    made.get('obj_16')?.data.set([1.5], cell);
    made.get('bbox_16')?.data.set([0.5, 0.25, Math.log(2), 0], cell * 4);
    made.get('kps_16')?.data.set([0, 0, 1, 0.5, 0, 0, 0, 0, 0, 0], cell * 10);
    return made;
  };

  it('are faces by the formulas of OpenCV, worked out by hand', () => {
    const layout = layoutOf(modelWith(...outputs().keys()));
    expect(layout.channels).toBe('bgr');
    layout.check(outputs(), { width: 64, height: 64 });
    // Score: the root of 0.64 x 1 (1.5 is cut). Middle: (2.5 x 16, 1.25 x 16); 2 x 16 wide, 16 high.
    expect(layout.decode({ outputs: outputs(), index: 0, width: 64, height: 64, floor: 0.5 })).toEqual([
      {
        score: expect.closeTo(0.8),
        box: { left: expect.closeTo(24), top: 12, width: expect.closeTo(32), height: 16 },
        eyes: [
          [32, 16],
          [48, 24],
        ],
      },
    ]);
  });
});

describe('any other outputs', () => {
  it('are refused by their names', () => {
    expect(() => layoutOf(modelWith('537', '538'))).toThrow(/537, 538/);
    expect(() => layoutOf(modelWith('boxes'))).toThrow(expect.objectContaining({ code: 'model_refused' }));
  });
});

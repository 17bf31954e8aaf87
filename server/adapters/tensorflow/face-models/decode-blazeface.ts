/**
 * BlazeFace's numbers as faces. The model lays 896 anchors over its 256 px input (2 on each cell of a 16 x 16 grid, 6 on
 * each of an 8 x 8 grid) and tells for each how sure it is of a face there, where its box lies and where six points of it
 * are (eyes, nose, mouth, ears), in input pixels from the anchor.
 */

import type { InputFace } from '#core/detection/detected-face.ts';
import { inputPoint } from '#core/geometry/point.ts';

export const blazefaceInputSize = 256;

export interface BlazefaceOutputs {
  /** [512] and [384] logits. */
  readonly fineScores: Float32Array;
  readonly coarseScores: Float32Array;
  /** [512, 16] and [384, 16]: centre x, y, width, height, then six points x, y. */
  readonly fineBoxes: Float32Array;
  readonly coarseBoxes: Float32Array;
}

/** Every anchor that is sure of a face by `floor` (0..1) or more: many to a face. */
export const decodeBlazeface = (outputs: BlazefaceOutputs, floor: number): InputFace[] => [
  ...candidates({ scores: outputs.fineScores, boxes: outputs.fineBoxes, grid: 16, each: 2, floor }),
  ...candidates({ scores: outputs.coarseScores, boxes: outputs.coarseBoxes, grid: 8, each: 6, floor }),
];

interface Layer {
  readonly scores: Float32Array;
  readonly boxes: Float32Array;
  readonly grid: number;
  readonly each: number;
  readonly floor: number;
}

const candidates = ({ scores, boxes, grid, each, floor }: Layer): InputFace[] => {
  const floorLogit = Math.log(floor / (1 - floor));
  const stride = blazefaceInputSize / grid;
  const found: InputFace[] = [];
  scores.forEach((logit, index) => {
    if (logit < floorLogit) return;
    const cell = Math.floor(index / each);
    const anchorX = ((cell % grid) + 0.5) * stride;
    const anchorY = (Math.floor(cell / grid) + 0.5) * stride;
    const [dx, dy, width, height, lx, ly, rx, ry] = boxes.subarray(index * 16, index * 16 + 8) as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    found.push({
      score: 1 / (1 + Math.exp(-logit)),
      box: { left: anchorX + dx - width / 2, top: anchorY + dy - height / 2, width, height },
      eyes: [inputPoint(anchorX + lx, anchorY + ly), inputPoint(anchorX + rx, anchorY + ry)],
    });
  });
  return found;
};

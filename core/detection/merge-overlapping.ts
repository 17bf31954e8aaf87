/** Many anchors see one face: what overlaps becomes one, the mean of all, each weighing its score (as BlazeFace has it). */
import { intersectionOverUnion } from '#core/geometry/box.ts';
import type { InputPoint } from '#core/geometry/point.ts';
import { inputPoint } from '#core/geometry/point.ts';
import type { InputFace } from './detected-face.ts';

/** Best first; a merged face has its best score. */
export const mergeOverlapping = (candidates: readonly InputFace[]): InputFace[] => {
  let rest = [...candidates].sort((a, b) => b.score - a.score);
  const faces: InputFace[] = [];
  while (rest[0]) {
    const best = rest[0];
    const same = rest.filter((other) => other === best || intersectionOverUnion(best.box, other.box) > 0.3);
    faces.push(meanOf(same));
    rest = rest.filter((other) => !same.includes(other));
  }
  return faces;
};

const meanOf = (faces: readonly InputFace[]): InputFace => {
  const total = faces.reduce((sum, { score }) => sum + score, 0);
  const mean = (value: (face: InputFace) => number): number =>
    faces.reduce((sum, face) => sum + face.score * value(face), 0) / total;
  const eye = (side: 0 | 1): InputPoint =>
    inputPoint(
      mean(({ eyes }) => eyes?.[side][0] ?? 0),
      mean(({ eyes }) => eyes?.[side][1] ?? 0),
    );
  const best = faces[0] as InputFace;
  return {
    score: best.score,
    box: {
      left: mean(({ box }) => box.left),
      top: mean(({ box }) => box.top),
      width: mean(({ box }) => box.width),
      height: mean(({ box }) => box.height),
    },
    ...(best.eyes ? { eyes: [eye(0), eye(1)] } : {}),
  };
};

/** Pictures for drawn faces: eight heads, each in eight poses from left to right. */
import type { RgbImage } from '#core/pixels/image.ts';

const side = 256;

export const drawnFaces = (): RgbImage[] =>
  Array.from({ length: 64 }, (_, index) => drawnFace({ head: index >> 3, pose: index & 7 }));

const drawnFace = ({ head, pose }: { readonly head: number; readonly pose: number }): RgbImage => {
  const data = new Uint8Array(side * side * 3);
  const nose = 128 + (pose - 3.5) * 12;
  for (let at = 0; at < side * side; at += 1) {
    data.set(colourAt({ x: at % side, y: Math.floor(at / side), nose, head }), 3 * at);
  }
  return { width: side, height: side, data };
};

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly nose: number;
  readonly head: number;
}

const colourAt = ({ x, y, nose, head }: Spot): number[] => {
  const isNear = (left: number, top: number, radius: number): boolean => Math.hypot(x - left, y - top) < radius;
  const eye = (nose + 128) / 2;
  if (isNear(eye - 38, 104, 9) || isNear(eye + 38, 104, 9)) return [30, 30, 40];
  if (isNear(nose, 140, 11)) return [150, 100, 85];
  if (Math.abs(y - 182) < 6 && Math.abs(x - eye) < 30) return [150, 60, 70];
  const isFace = ((x - 128) / 88) ** 2 + ((y - 132) / 112) ** 2 < 1;
  const shade = 1 - Math.abs(x - nose) / 400;
  return isFace ? [225 * shade, (150 + 8 * head) * shade, (120 + 6 * head) * shade] : [30 * head, 90, 200 - 20 * head];
};

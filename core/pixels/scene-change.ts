/** Whether two frames are of one shot: a coarse grid of grey values moves little within a shot and jumps at a cut. */
import type { VideoFrame } from './image.ts';

/** Grey values at 32 x 32 points of the frame. */
export type FrameLook = Uint8Array;

export const lookOf = ({ y, width, height }: VideoFrame): FrameLook => {
  const look = new Uint8Array(grid * grid);
  for (let row = 0; row < grid; row++) {
    const line = Math.floor(((row + 0.5) * height) / grid) * width;
    for (let column = 0; column < grid; column++)
      look[row * grid + column] = y[line + Math.floor(((column + 0.5) * width) / grid)] as number;
  }
  return look;
};

/** True across a cut or a flash. */
export const isSceneChange = (before: FrameLook, after: FrameLook): boolean => {
  let sum = 0;
  for (let i = 0; i < before.length; i++) sum += Math.abs((before[i] as number) - (after[i] as number));
  return sum / before.length > cutDifference;
};

const grid = 32;

/** Mean difference of 8-bit grey values; a talking head moves it by 1 to 5, a new shot by 30 and more. */
const cutDifference = 20;

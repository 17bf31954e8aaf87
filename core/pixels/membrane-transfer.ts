/**
 * Poisson blending (Pérez, Gangnet and Blake 2003): the face keeps its own detail, and along the mask's border it is the
 * frame. What is added to it is the membrane that hangs from the difference at that border: the solution of Laplace's
 * equation inside.
 */
import type { ColorTransfer } from './color-transfer.ts';
import type { FloatImage } from './image.ts';
import { hangMembrane } from './membrane.ts';

/** What shows at least half belongs to the face; beyond it the frame is taken as it is. */
const inside = 0.5;

export const transferAtBorder = ({ from, like, mask }: ColorTransfer): FloatImage => {
  if (!mask.some((share) => share >= inside)) return from;
  const size = from.width;
  const isFree = Uint8Array.from(mask, (share, pixel) => (share >= inside && !isRim(pixel, size) ? 1 : 0));
  const data = new Float32Array(from.data.length);
  for (let channel = 0; channel < 3; channel += 1) {
    const at = (pixel: number): number => pixel * 3 + channel;
    const difference = Float32Array.from(
      mask,
      (_, pixel) => (like.data[at(pixel)] as number) - (from.data[at(pixel)] as number),
    );
    hangMembrane(difference, isFree, size).forEach((added, pixel) => {
      data[at(pixel)] = Math.min(1, Math.max(0, (from.data[at(pixel)] as number) + added));
    });
  }
  return { ...from, data };
};

/** A face that reaches the square's edge hangs there, too. */
const isRim = (pixel: number, size: number): boolean => {
  const [row, column] = [Math.floor(pixel / size), pixel % size];
  return row === 0 || column === 0 || row === size - 1 || column === size - 1;
};

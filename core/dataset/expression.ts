/** How far eyes and mouth are open, from the mesh with the head's turn taken out. */
import type { Head } from './head-pose.ts';

/** Height over width of the lids, about 0 (shut) .. 0.4 (wide); of the two eyes the one seen better counts more. */
export const eyesOf = ({ straight, turn }: Pick<Head, 'straight' | 'turn'>): number => {
  const [left, right] = eyes.map(({ corners, lids }) => opening(straight, corners, lids)) as [number, number];
  // The eye on the side that turns away lies flat to the view, and its lids are guessed.
  const towardsRight = Math.max(-1, Math.min(1, 2 * turn[2][0]));
  return (left * (1 + towardsRight) + right * (1 - towardsRight)) / 2;
};

/** Gap between the lips over the mouth's width, 0 (shut) .. 1. */
export const mouthOf = ({ straight }: Pick<Head, 'straight'>): number =>
  Math.min(1, opening(straight, mouth.corners, mouth.lips));

type Pair = readonly [number, number];

/** Indices of the mesh; the eye on the left of the picture first. */
const eyes: readonly { readonly corners: Pair; readonly lids: readonly Pair[] }[] = [
  {
    corners: [33, 133],
    lids: [
      [160, 144],
      [159, 145],
      [158, 153],
    ],
  },
  {
    corners: [362, 263],
    lids: [
      [385, 380],
      [386, 374],
      [387, 373],
    ],
  },
];

/** The inner edges of the lips. */
const mouth: { readonly corners: Pair; readonly lips: readonly Pair[] } = {
  corners: [61, 291],
  lips: [
    [82, 87],
    [13, 14],
    [312, 317],
  ],
};

const opening = (straight: Head['straight'], corners: Pair, gaps: readonly Pair[]): number => {
  const apart = ([from, to]: Pair): number => {
    const [[x, y], [u, v]] = [straight(from), straight(to)];
    return Math.hypot(u - x, v - y);
  };
  return gaps.reduce((sum, gap) => sum + apart(gap), 0) / gaps.length / apart(corners);
};

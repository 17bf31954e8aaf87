/** Real hands, cut out of frames in which they were marked, passed before the faces of other clips in these faces' own colours. */
import type { Random } from '#core/autoencoder/random.ts';
import { type Box, boxAround, centreOf } from '#core/geometry/box.ts';
import { meshOutline } from '#core/geometry/mesh-points.ts';
import { framePoint } from '#core/geometry/point.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { FoundFace } from '#server/ports/face-models.ts';
import { inwards, type MarkedHand, markedHands } from '#tests/helpers/marked-hands.ts';
import type { Occluder } from '#tests/helpers/occluders.ts';
import { someFrames } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

type Yuv = readonly [number, number, number];

export interface CutOut {
  readonly hand: MarkedHand;
  readonly frame: VideoFrame;
  readonly box: Box;
  readonly mean: Yuv;
}

export const readCutOuts = async (): Promise<CutOut[]> => {
  const whole = markedHands.filter(({ isWhole }) => isWhole);
  return Promise.all(
    whole.map(async (hand) => {
      const path = sharedMedia(hand.clip);
      if (!path) throw new Error('The sample clips are not beside this checkout (shared/media).');
      const frame = (await someFrames(path, { count: hand.frameIndex + 1 })).at(-1) as VideoFrame;
      const box = boxAround(hand.outline.map(([x, y]) => framePoint(x, y)));
      return { hand, frame, box, mean: meanOf(frame, box, (x, y) => inwards(hand, x, y) > 1) };
    }),
  );
};

export interface HandPass {
  readonly cutOut: CutOut;
  /** In face widths and heights from its middle. */
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  /** Height beside the face's, and how far turned. */
  readonly size: number;
  readonly turn: number;
}

export const handPass = (cutOuts: readonly CutOut[], random: Random): HandPass => {
  const place = () => [(random.uniform() - 0.5) * 0.7, (random.uniform() - 0.2) * 0.8] as const;
  const cutOut = cutOuts[Math.floor(random.uniform() * cutOuts.length)] as CutOut;
  const [from, to] = [place(), place()];
  return { cutOut, from, to, size: 0.9 + 0.4 * random.uniform(), turn: (random.uniform() - 0.5) * 2 };
};

export const handAt = (
  { cutOut, from, to, size, turn }: HandPass,
  { face, frame, share }: { readonly face: FoundFace; readonly frame: VideoFrame; readonly share: number },
): Occluder => {
  const box = boxAround(meshOutline(face.mesh));
  const [x0, y0] = centreOf(box);
  const [fromX, fromY] = centreOf(cutOut.box);
  const middle = [0, 1].map((axis) => (from[axis] as number) + share * ((to[axis] as number) - (from[axis] as number)));
  const [x1, y1] = [x0 + (middle[0] as number) * box.width, y0 + (middle[1] as number) * box.height];
  const scale = (size * box.height) / cutOut.box.height;
  const [cos, sin] = [Math.cos(turn) / scale, Math.sin(turn) / scale];
  const place = (x: number, y: number) =>
    [fromX + cos * (x - x1) + sin * (y - y1), fromY - sin * (x - x1) + cos * (y - y1)] as const;
  const reach = 0.75 * scale * Math.max(cutOut.box.width, cutOut.box.height);
  const cheek = cheekOf(frame, box);
  return {
    kind: 'hand',
    cover: (x, y) => {
      if (Math.abs(x - x1) > reach || Math.abs(y - y1) > reach) return 0;
      return Math.max(0, Math.min(1, inwards(cutOut.hand, ...place(x, y)) * scale + 0.5));
    },
    colour: (x, y) => {
      const [luma, blue, red] = pixelOf(cutOut.frame, ...place(x, y));
      const [meanLuma, meanBlue, meanRed] = cutOut.mean;
      return [
        Math.max(0, Math.min(255, luma * (cheek[0] / meanLuma))),
        blue + cheek[1] - meanBlue,
        red + cheek[2] - meanRed,
      ];
    },
  };
};

const cheekOf = (frame: VideoFrame, { left, top, width, height }: Box): Yuv => {
  const cheek = { left: left + 0.2 * width, top: top + 0.5 * height, width: 0.15 * width, height: 0.15 * height };
  return meanOf(frame, cheek, () => true);
};

const meanOf = (frame: VideoFrame, box: Box, isCounted: (x: number, y: number) => boolean): Yuv => {
  const sum = [0, 0, 0];
  let count = 0;
  for (let y = Math.floor(box.top); y < box.top + box.height; y += 1)
    for (let x = Math.floor(box.left); x < box.left + box.width; x += 1) {
      if (!isCounted(x, y)) continue;
      pixelOf(frame, x, y).forEach((value, at) => {
        sum[at] = (sum[at] as number) + value;
      });
      count += 1;
    }
  return sum.map((value) => value / Math.max(1, count)) as unknown as Yuv;
};

const pixelOf = (frame: VideoFrame, x: number, y: number): Yuv => {
  const columns = (frame.width + 1) >> 1;
  const rows = (frame.height + 1) >> 1;
  const half = { width: columns, height: rows };
  const chroma = [x / 2 - 0.25, y / 2 - 0.25] as const;
  return [between(frame.y, frame, x, y), between(frame.u, half, ...chroma), between(frame.v, half, ...chroma)];
};

const between = (
  plane: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  x: number,
  y: number,
): number => {
  const [left, top] = [
    Math.max(0, Math.min(width - 2, Math.floor(x))),
    Math.max(0, Math.min(height - 2, Math.floor(y))),
  ];
  const [right, down] = [Math.max(0, Math.min(1, x - left)), Math.max(0, Math.min(1, y - top))];
  const at = top * width + left;
  const [a, b, c, d] = [plane[at], plane[at + 1], plane[at + width], plane[at + width + 1]] as [
    number,
    number,
    number,
    number,
  ];
  return (a * (1 - right) + b * right) * (1 - down) + (c * (1 - right) + d * right) * down;
};

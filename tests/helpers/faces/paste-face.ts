/** Hard cases with an exact truth: a head cut out of one picture and laid into another, scaled, turned and altered. */
import type { Box } from '#core/geometry/box.ts';
import { boxAround } from '#core/geometry/box.ts';
import type { FramePoint } from '#core/geometry/point.ts';
import { framePoint } from '#core/geometry/point.ts';
import type { Similarity } from '#core/geometry/similarity.ts';
import { applySimilarity, invertSimilarity } from '#core/geometry/similarity.ts';
import type { RgbImage, VideoFrame } from '#core/pixels/image.ts';
import { sampleImage } from '#core/pixels/resample.ts';

export interface Head {
  readonly frame: VideoFrame;
  /** The face. */
  readonly box: Box;
  /** What is cut out with it: an ellipse in this box. Default: half as large again as the face. */
  readonly cut?: Box;
}

export interface PasteFace {
  readonly head: Head;
  /** Middle of the face in the picture that it is laid into. */
  readonly x: number;
  readonly y: number;
  /** Width of the face from cheek to cheek (before it is turned), px. */
  readonly widthPx: number;
  /** Clockwise as seen. */
  readonly turnDegrees?: number;
  readonly mirrored?: boolean;
  /** Gets the head's pixels before they are laid down; the face's width in them is `widthPx`. */
  readonly alter?: (pixels: RgbImage) => RgbImage;
  readonly cover?: Cover;
}

/** A patch before the face; places and sizes in widths and heights of the face, from its top left corner. */
export interface Cover {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** A flat colour or a piece of another picture. */
  readonly with: readonly [r: number, g: number, b: number] | Head;
}

/** Lays the head into `canvas` in place; gives the box around the face's ellipse as it then lies. */
export const pasteFace = (canvas: RgbImage, face: PasteFace): Box => {
  const toCanvas = placeOf(face);
  const region = clip(boxAround(ellipse(cutOf(face.head)).map((point) => applySimilarity(toCanvas, point))), canvas);
  const cut = cutOut(face, toCanvas, region);
  blend({ canvas, region, picture: face.alter ? face.alter(cut) : cut, face, toCanvas });
  const truth = boxAround(ellipse(face.head.box).map((point) => applySimilarity(toCanvas, point)));
  if (face.cover) layCover(canvas, truth, face.cover);
  return face.mirrored ? mirrorAbout(truth, face.x) : truth;
};

/** How far the head reaches beyond the face: hair, ears, some neck. */
const headReach = 1.5;

const cutOf = ({ box, cut }: Head): Box => {
  if (cut) return cut;
  const [width, height] = [box.width * headReach, box.height * headReach];
  const [cx, cy] = middle(box);
  return { left: cx - width / 2, top: cy - height / 2, width, height };
};

/** Share of the reach over which the head's edge fades. */
const fade = 0.18;

/** From the head's frame to the canvas; mirroring comes last, about the face's middle. */
const placeOf = ({ head, x, y, widthPx, turnDegrees = 0 }: PasteFace): Similarity<FramePoint, FramePoint> => {
  const scale = widthPx / head.box.width;
  const turn = (turnDegrees * Math.PI) / 180;
  const [a, b] = [scale * Math.cos(turn), scale * Math.sin(turn)];
  const [cx, cy] = middle(head.box);
  return { a, b, tx: x - (a * cx - b * cy), ty: y - (b * cx + a * cy) };
};

const cutOut = (face: PasteFace, toCanvas: Similarity<FramePoint, FramePoint>, region: Box): RgbImage => {
  const back = invertSimilarity(toCanvas);
  const [tx, ty] = applySimilarity(back, framePoint(region.left, region.top));
  return sampleImage({
    frame: face.head.frame,
    toFrame: { ...back, tx, ty },
    width: region.width,
    height: region.height,
  });
};

interface Blend {
  readonly canvas: RgbImage;
  readonly region: Box;
  readonly picture: RgbImage;
  readonly face: PasteFace;
  readonly toCanvas: Similarity<FramePoint, FramePoint>;
}

const blend = ({ canvas, region, picture, face, toCanvas }: Blend): void => {
  const back = invertSimilarity(toCanvas);
  const cut = cutOf(face.head);
  const [cx, cy] = middle(cut);
  const [rx, ry] = [cut.width / 2, cut.height / 2];
  const frame = face.head.frame;
  for (let row = 0; row < region.height; row++) {
    for (let column = 0; column < region.width; column++) {
      const [x, y] = applySimilarity(back, framePoint(region.left + column + 0.5, region.top + row + 0.5));
      // Where the head's own picture ends, the head fades out too.
      const inside = Math.min(x, y, frame.width - x, frame.height - y) / (fade * rx);
      const weight = Math.min(1, (1 - Math.hypot((x - cx) / rx, (y - cy) / ry)) / fade, inside);
      const target = face.mirrored ? Math.round(2 * face.x) - 1 - (region.left + column) : region.left + column;
      if (weight <= 0 || target < 0 || target >= canvas.width) continue;
      const into = ((region.top + row) * canvas.width + target) * 3;
      const from = (row * region.width + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const under = canvas.data[into + channel] as number;
        canvas.data[into + channel] = under + weight * ((picture.data[from + channel] as number) - under) + 0.5;
      }
    }
  }
};

const layCover = (canvas: RgbImage, face: Box, cover: Cover): void => {
  const patch = clip(
    {
      left: face.left + cover.left * face.width,
      top: face.top + cover.top * face.height,
      width: cover.width * face.width,
      height: cover.height * face.height,
    },
    canvas,
  );
  const pixels = 'frame' in cover.with ? texture(cover.with, patch) : undefined;
  for (let row = 0; row < patch.height; row++) {
    for (let column = 0; column < patch.width; column++) {
      const into = ((patch.top + row) * canvas.width + patch.left + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        canvas.data[into + channel] = pixels
          ? (pixels.data[(row * patch.width + column) * 3 + channel] as number)
          : ((cover.with as readonly number[])[channel] as number);
      }
    }
  }
};

const texture = ({ frame, box }: Head, patch: Box): RgbImage => {
  const scale = Math.min(box.width / patch.width, box.height / patch.height);
  const toFrame = { a: scale, b: 0, tx: box.left, ty: box.top };
  return sampleImage<FramePoint>({ frame, toFrame, width: patch.width, height: patch.height });
};

const middle = (box: Box): FramePoint => framePoint(box.left + box.width / 2, box.top + box.height / 2);

/** 64 points of the ellipse that touches the box's sides. */
const ellipse = (box: Box): FramePoint[] => {
  const [cx, cy] = middle(box);
  return Array.from({ length: 64 }, (_, i) => {
    const angle = (i * Math.PI) / 32;
    return framePoint(cx + (box.width * Math.cos(angle)) / 2, cy + (box.height * Math.sin(angle)) / 2);
  });
};

/** Whole pixels of the canvas. */
const clip = (box: Box, { width, height }: RgbImage): Box => {
  const left = Math.max(0, Math.floor(box.left));
  const top = Math.max(0, Math.floor(box.top));
  return {
    left,
    top,
    width: Math.min(width, Math.ceil(box.left + box.width)) - left,
    height: Math.min(height, Math.ceil(box.top + box.height)) - top,
  };
};

const mirrorAbout = (box: Box, x: number): Box => ({ ...box, left: 2 * x - box.left - box.width });

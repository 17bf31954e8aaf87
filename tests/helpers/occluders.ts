/** Things drawn before a face, with their very shape known: discs and striped bars. Hands have to be real ones. */
import type { Random } from '#core/autoencoder/random.ts';
import { boxAround, centreOf } from '#core/geometry/box.ts';
import { meshOutline } from '#core/geometry/mesh-points.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { FoundFace } from '#server/ports/face-models.ts';

export const occluderKinds = ['disc', 'bar', 'hand'] as const;
export type OccluderKind = (typeof occluderKinds)[number];

type Yuv = readonly [number, number, number];

export interface Occluder {
  readonly kind: OccluderKind;
  /** How much of a pixel it takes, 0..1. */
  readonly cover: (x: number, y: number) => number;
  readonly colour: (x: number, y: number) => Yuv;
}

/** One pass of an occluder before a face: from where to where, in face widths from its middle. */
export interface OccluderPass {
  readonly kind: OccluderKind;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly colour: Yuv;
  readonly size: number;
  readonly tilt: number;
}

export const occluderPass = (kind: OccluderKind, random: Random): OccluderPass => {
  const place = () => [(random.uniform() - 0.5) * 0.7, (random.uniform() - 0.2) * 0.8] as const;
  const chroma = () => 100 + 56 * random.uniform();
  const [from, to] = [place(), place()];
  const colour: Yuv = [30 + 200 * random.uniform(), chroma(), chroma()];
  return { kind, from, to, colour, size: 0.18 + 0.18 * random.uniform(), tilt: random.uniform() * Math.PI };
};

export const occluderAt = (
  pass: OccluderPass,
  scene: { readonly face: FoundFace; readonly share: number },
): Occluder => {
  const box = boxAround(meshOutline(scene.face.mesh));
  const [middleX, middleY] = centreOf(box);
  const along = (axis: 0 | 1): number => pass.from[axis] + scene.share * (pass.to[axis] - pass.from[axis]);
  const toFace = (x: number, y: number) =>
    [(x - middleX) / box.width - along(0), (y - middleY) / box.width - along(1)] as const;
  const drawn = drawings[pass.kind === 'bar' ? 'bar' : 'disc'](pass);
  return {
    kind: pass.kind,
    cover: (x, y) => Math.max(0, Math.min(1, drawn.inwards(...toFace(x, y)) * box.width + 0.5)),
    colour: (x, y) => drawn.colour(...toFace(x, y)),
  };
};

/** Draws it into the frame. */
export const paintOccluder = (frame: VideoFrame, { cover, colour }: Occluder): void => {
  const columns = (frame.width + 1) >> 1;
  for (let y = 0; y < frame.height; y += 1) {
    for (let x = 0; x < frame.width; x += 1) {
      const share = cover(x, y);
      if (share === 0) continue;
      const [luma, blue, red] = colour(x, y);
      mix(frame.y, y * frame.width + x, luma, share);
      if (x % 2 !== 0 || y % 2 !== 0) continue;
      mix(frame.u, (y / 2) * columns + x / 2, blue, share);
      mix(frame.v, (y / 2) * columns + x / 2, red, share);
    }
  }
};

const mix = (plane: Uint8Array, at: number, value: number, share: number): void => {
  plane[at] = (plane[at] as number) * (1 - share) + value * share;
};

interface Drawing {
  /** Distance inwards from its border, face widths. */
  readonly inwards: (u: number, v: number) => number;
  readonly colour: (u: number, v: number) => Yuv;
}

const drawings: Readonly<Record<'disc' | 'bar', (pass: OccluderPass) => Drawing>> = {
  disc: ({ size, colour }) => ({ inwards: (u, v) => size - Math.hypot(u, v), colour: () => colour }),
  bar: ({ tilt, colour: [luma, blue, red] }) => {
    const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
    const stripes = (u: number, v: number) => 40 * Math.sin((u * cos + v * sin) * 30);
    return {
      inwards: (u, v) => 0.12 - Math.abs(v * cos - u * sin),
      colour: (u, v) => [Math.max(16, Math.min(235, luma + stripes(u, v))), blue, red],
    };
  },
};

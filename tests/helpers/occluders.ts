/** Things drawn before a face, with their very shape known: discs, striped bars, and hands of the person's own skin. */
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
  /** `skin`: another frame of the same person, whose cheek a hand is made of. */
  scene: { readonly face: FoundFace; readonly share: number; readonly skin: { frame: VideoFrame; face: FoundFace } },
): Occluder => {
  const box = boxAround(meshOutline(scene.face.mesh));
  const [middleX, middleY] = centreOf(box);
  const along = (axis: 0 | 1): number => pass.from[axis] + scene.share * (pass.to[axis] - pass.from[axis]);
  const toFace = (x: number, y: number) =>
    [(x - middleX) / box.width - along(0), (y - middleY) / box.width - along(1)] as const;
  const drawn = drawings[pass.kind](pass, scene.skin);
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

type Skin = Parameters<typeof occluderAt>[1]['skin'];

const drawings: Readonly<Record<OccluderKind, (pass: OccluderPass, skin: Skin) => Drawing>> = {
  disc: ({ size, colour }) => ({ inwards: (u, v) => size - Math.hypot(u, v), colour: () => colour }),
  bar: ({ tilt, colour: [luma, blue, red] }) => {
    const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
    const stripes = (u: number, v: number) => 40 * Math.sin((u * cos + v * sin) * 30);
    return {
      inwards: (u, v) => 0.12 - Math.abs(v * cos - u * sin),
      colour: (u, v) => [Math.max(16, Math.min(235, luma + stripes(u, v))), blue, red],
    };
  },
  // A palm and four fingers, a little darker than the cheek, with a groove between each two.
  hand: (_, { frame, face }) => ({
    inwards: (u, v) => Math.max(0.2 - Math.hypot(u, v * 0.9), ...fingers.map((at) => fingerInwards(u - at, v))),
    colour: (u, v) => {
      const [luma, blue, red] = cheekOf(frame, face, { u, v });
      return [Math.max(16, luma - 12 + (v < -0.1 ? 10 * Math.cos((u + 0.15) * 20 * Math.PI) : 0)), blue, red];
    },
  }),
};

const fingers = [-0.15, -0.05, 0.05, 0.15];
const fingerInwards = (u: number, v: number): number => 0.042 - Math.hypot(u, v - Math.max(-0.55, Math.min(0, v)));

const cheekOf = (frame: VideoFrame, face: FoundFace, { u, v }: { u: number; v: number }): Yuv => {
  const box = boxAround(meshOutline(face.mesh));
  const inside = (value: number, side: number) => Math.max(0, Math.min(side - 1, Math.round(value)));
  const x = inside(box.left + box.width * (0.28 + 0.1 * Math.abs(Math.sin(u * 5))), frame.width);
  const y = inside(box.top + box.height * (0.6 + 0.08 * Math.sin(v * 4)), frame.height);
  const half = (y >> 1) * ((frame.width + 1) >> 1) + (x >> 1);
  return [frame.y[y * frame.width + x] as number, frame.u[half] as number, frame.v[half] as number];
};

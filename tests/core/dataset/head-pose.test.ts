import { describe, expect, it } from 'vitest';
import { eyesOf, mouthOf } from '#core/dataset/expression.ts';
import { fitHead } from '#core/dataset/head-pose.ts';
import { type FramePoint, framePoint } from '#core/geometry/point.ts';
import { inFrame, meanPlaces, turned } from './drawn-face.ts';

const angles = [-60, -25, 0, 10, 45];
const poses = angles.flatMap((yaw) => angles.flatMap((pitch) => [-50, 0, 20].map((roll) => ({ yaw, pitch, roll }))));

/** Each point's partner on the other side of the face: the point nearest to where a mirror shows it. */
const partners = meanPlaces.map(([x, y, z]) => {
  const away = meanPlaces.map(([u, v, w]) => Math.hypot(u + x, v - y, w - z));
  return away.indexOf(Math.min(...away));
});

const mirrored = (mesh: readonly FramePoint[]): FramePoint[] =>
  partners.map((partner) => framePoint(800 - (mesh[partner] as FramePoint)[0], (mesh[partner] as FramePoint)[1]));

describe('the pose of a head', () => {
  it('is that in which a camera far away shows it', () => {
    for (const pose of poses) {
      const head = fitHead(inFrame(turned(meanPlaces, pose)));
      expect(head.yaw).toBeCloseTo(pose.yaw, 1);
      expect(head.pitch).toBeCloseTo(pose.pitch, 1);
      expect(head.roll).toBeCloseTo(pose.roll, 1);
    }
  });

  it('looks to the right of the picture, up, and leans clockwise where its angles are positive', () => {
    const [nose, between, chin, forehead] = [4, 168, 152, 10];
    const shown = (pose: object) => inFrame(turned(meanPlaces, pose));
    const tip = (pose: object, axis: 0 | 1) => {
      const mesh = shown(pose);
      return (mesh[nose] as FramePoint)[axis] - (mesh[between] as FramePoint)[axis];
    };
    expect(tip({ yaw: 20 }, 0)).toBeGreaterThan(tip({}, 0) + 10);
    expect(tip({ pitch: 20 }, 1)).toBeLessThan(tip({}, 1) - 10);
    const leaning = shown({ roll: 20 });
    expect((leaning[forehead] as FramePoint)[0]).toBeGreaterThan((leaning[chin] as FramePoint)[0]);
    for (const pose of [{ yaw: 20 }, { pitch: 20 }, { roll: 20 }]) {
      const head = fitHead(shown(pose));
      expect([head.yaw, head.pitch, head.roll].filter((angle) => angle > 10)).toHaveLength(1);
    }
  });

  it('does not change with the place and size of the face, nor much with how long or deep the face is', () => {
    for (const pose of poses) {
      const head = fitHead(inFrame(turned(meanPlaces, pose)).map(([x, y]) => framePoint(x / 3 - 90, y / 3 + 500)));
      expect(head.yaw).toBeCloseTo(pose.yaw, 1);
    }
    const long = meanPlaces.map(([x, y, z]) => [x * 0.92, y * 1.08, z] as const);
    const deep = meanPlaces.map(([x, y, z]) => [x, y, z * 1.15] as const);
    for (const shape of [long, deep]) {
      const head = fitHead(inFrame(turned(shape, { yaw: 30, pitch: -15, roll: 10 })));
      expect(Math.abs(head.yaw - 30)).toBeLessThan(4);
      expect(Math.abs(head.pitch + 15)).toBeLessThan(4);
      expect(Math.abs(head.roll - 10)).toBeLessThan(2);
    }
  });

  it('is off by a few degrees at most where the camera is as near as an arm is long', () => {
    for (const pose of [{ yaw: 35 }, { pitch: 20 }, { yaw: -20, pitch: -20 }]) {
      // Outer eye corners lie about 9 cm apart, so 7 of them are 63 cm.
      const head = fitHead(inFrame(turned(meanPlaces, pose), { distance: 7 }));
      expect(Math.abs(head.yaw - (pose.yaw ?? 0))).toBeLessThan(5);
      expect(Math.abs(head.pitch - (pose.pitch ?? 0))).toBeLessThan(5);
    }
  });

  it('is mirrored in a mirror', () => {
    for (const pose of poses) {
      const [head, mirror] = [false, true].map((flip) => {
        const mesh = inFrame(turned(meanPlaces, pose), { distance: 8 });
        return fitHead(flip ? mirrored(mesh) : mesh);
      }) as [ReturnType<typeof fitHead>, ReturnType<typeof fitHead>];
      expect(mirror.yaw).toBeCloseTo(-head.yaw, 0);
      expect(mirror.pitch).toBeCloseTo(head.pitch, 0);
      expect(mirror.roll).toBeCloseTo(-head.roll, 0);
    }
  });
});

describe('the expression of a face', () => {
  /** Lips moved apart and lids together by hand. */
  const withMouth = (gap: number) =>
    meanPlaces.map(([x, y, z], index) =>
      [14, 87, 317].includes(index)
        ? ([x, (meanPlaces[index - (index === 14 ? 1 : 5)]?.[1] ?? y) + gap, z] as const)
        : ([x, y, z] as const),
    );

  it('is measured alike however the head is turned', () => {
    const straight = fitHead(inFrame(meanPlaces));
    for (const pose of poses.filter(({ yaw, pitch }) => Math.abs(yaw) < 50 && Math.abs(pitch) < 50)) {
      const head = fitHead(inFrame(turned(meanPlaces, pose)));
      expect(eyesOf(head)).toBeCloseTo(eyesOf(straight), 2);
      expect(mouthOf(head)).toBeCloseTo(mouthOf(straight), 2);
    }
  });

  it('says the gap of the lips over the width of the mouth', () => {
    const width = Math.abs((meanPlaces[291]?.[0] ?? 0) - (meanPlaces[61]?.[0] ?? 0));
    for (const gap of [0, 0.1, 0.3]) {
      const shape = withMouth(gap);
      expect(mouthOf(fitHead(inFrame(turned(shape, { yaw: 20, pitch: 10 }))))).toBeCloseTo(gap / width, 1);
    }
  });
});

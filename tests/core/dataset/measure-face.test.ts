import { describe, expect, it } from 'vitest';
import { measureFace } from '#core/dataset/measure-face.ts';
import { drawnFace, shareOfFace } from './drawn-face.ts';

const disc = (cx: number, cy: number, radius: number) => (x: number, y: number) => Math.hypot(x - cx, y - cy) < radius;

describe('measuring a face', () => {
  it('finds nothing before an even face, no light from any side, and its brightness', () => {
    const { covered, lightX, lightY, exposure } = measureFace(drawnFace({}));
    expect(covered).toBe(0);
    expect(Math.abs(lightX)).toBeLessThan(0.02);
    expect(Math.abs(lightY)).toBeLessThan(0.02);
    // Luma of (220, 160, 130) at 0.6.
    expect(exposure).toBeCloseTo((0.6 * (0.299 * 220 + 0.587 * 160 + 0.114 * 130)) / 255, 1);
  });

  it('tells where the light comes from, the more the stronger it is, however the head is turned', () => {
    for (const pose of [{}, { yaw: 25, roll: 20 }, { yaw: -20, pitch: 15 }]) {
      for (const [x, y] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
        [0.7, 0.7],
      ] as const) {
        const lit = (strength: number) =>
          measureFace(drawnFace({ pose, shade: ([nx, ny]) => 0.5 + strength * (x * nx - y * ny) }));
        const [weak, strong] = [lit(0.1), lit(0.25)];
        const size = Math.hypot(strong.lightX, strong.lightY);
        expect((strong.lightX * x + strong.lightY * y) / size).toBeGreaterThan(0.93);
        // Luma 0.5 + 0.25 n has half of it in the side; an egg and a face do not face quite the same ways.
        expect(Math.abs(size - 0.5)).toBeLessThan(0.25);
        expect(Math.hypot(weak.lightX, weak.lightY)).toBeLessThan(size / 1.8);
      }
    }
  });

  it('measures the share of the face that lies under something of another colour', () => {
    for (const colour of [
      [30, 30, 35],
      [90, 140, 90],
      [240, 240, 240],
    ] as const) {
      for (const [x, y, radius] of [
        [150, 180, 30],
        [100, 120, 40],
        [128, 185, 45],
      ] as const) {
        const isOver = disc(x, y, radius);
        const face = drawnFace({ over: (u, v) => (isOver(u, v) ? colour : undefined) });
        expect(Math.abs(measureFace(face).covered - shareOfFace(face, isOver))).toBeLessThan(0.15);
      }
    }
  });

  it('notices a hand of the same skin where it hides an eye or the mouth', () => {
    const skin = [132, 96, 78] as const;
    for (const [x, y] of [
      [97, 110],
      [159, 110],
      [128, 180],
    ] as const) {
      const isOver = disc(x, y, 38);
      expect(measureFace(drawnFace({ over: (u, v) => (isOver(u, v) ? skin : undefined) })).covered).toBeGreaterThan(
        0.05,
      );
    }
  });

  it('counts what lies beyond the edge of the frame', () => {
    // The mean face is 1.9 of 120 px high, from 73 px above the eyes: half of it lies above the frame.
    const shares = [250, 60, -20, -80].map((y) => measureFace(drawnFace({ at: { y } })).covered);
    expect(shares[0]).toBe(0);
    expect(shares[1]).toBeLessThan(0.15);
    expect(shares[2]).toBeGreaterThan(0.35);
    expect(shares[3]).toBeGreaterThan(shares[2] as number);
    expect(shares.every((share) => share <= 1)).toBe(true);
  });

  it('does not take hard light from a side for something before the face', () => {
    for (const strength of [0.2, 0.35]) {
      expect(measureFace(drawnFace({ shade: ([nx]) => 0.5 + strength * nx })).covered).toBeLessThan(0.05);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { expressionChange } from '#core/dataset/expression-kept.ts';
import { meanMesh } from '#core/dataset/mean-mesh.ts';
import { type FramePoint, framePoint } from '#core/geometry/point.ts';

/** The mean face looking straight ahead, with some points moved, in its own units. */
const face = (moved: Readonly<Record<number, readonly [x: number, y: number]>> = {}): FramePoint[] =>
  Array.from({ length: 468 }, (_, i) => {
    const [dx, dy] = moved[i] ?? [0, 0];
    return framePoint((meanMesh[i * 3] as number) + dx, (meanMesh[i * 3 + 1] as number) + dy);
  });

const distance = (one: number, other: number): number => {
  const [a, b] = [face()[one], face()[other]] as [FramePoint, FramePoint];
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
};

describe('the expression a swap has kept', () => {
  it('is the same where the landmarks are', () => {
    expect(expressionChange(face(), face())).toEqual({ landmarks: 0, eyes: 0, mouth: 0 });
  });

  it('is how far the landmarks went, in shares of the distance of the eyes', () => {
    const eyesApart = distance(33, 263);
    const shifted = face().map(([x, y]) => framePoint(x + 0.03 * eyesApart, y + 0.04 * eyesApart));
    const change = expressionChange(face(), shifted);
    expect(change.landmarks).toBeCloseTo(0.05, 9);
    expect(change.eyes).toBeCloseTo(0, 9);
    expect(change.mouth).toBeCloseTo(0, 9);
  });

  it('does not depend on how large the face is in the picture', () => {
    const larger = (mesh: readonly FramePoint[]) => mesh.map(([x, y]) => framePoint(7 * x, 7 * y));
    const open = face({ 14: [0, 0.02], 87: [0, 0.02], 317: [0, 0.02] });
    const [small, large] = [expressionChange(face(), open), expressionChange(larger(face()), larger(open))];
    for (const measure of ['landmarks', 'eyes', 'mouth'] as const)
      expect(large[measure]).toBeCloseTo(small[measure], 9);
  });

  it('tells by how much of its width a mouth opened', () => {
    const width = distance(61, 291);
    const lower = [0, 0.25 * width] as const;
    const open = face({ 14: lower, 87: lower, 317: lower });
    const [closed, opened] = [expressionChange(face(), open), expressionChange(open, face())];
    expect(closed.mouth).toBeCloseTo(0.25, 1);
    expect(opened.mouth).toBeCloseTo(closed.mouth, 9);
    expect(closed.eyes).toBeCloseTo(0, 9);
  });
});

import { describe, expect, it } from 'vitest';
import { arrange, countStates, readView, writeView } from '#components/people/faces/face-view.ts';
import type { FaceRow } from '#core/contract/face.ts';

const face = (id: string, part: Partial<FaceRow>): FaceRow => ({
  id,
  clipId: 'one',
  state: 'kept',
  frameIndex: 0,
  timeSeconds: 0,
  score: 1,
  likeness: 0.5,
  sharpness: 100,
  sizePx: 100,
  ...part,
});

const faces = [
  face('a', { likeness: 0.9 }),
  face('b', { state: 'rejected', likeness: 0.1 }),
  face('c', { clipId: 'two', likeness: 0.3 }),
];

describe('face view', () => {
  it('comes back from the address it was written into', () => {
    for (const view of [
      { filter: 'kept', clipId: null, sort: 'time', descending: false },
      { filter: 'all', clipId: 'two', sort: 'sharpness', descending: true },
    ] as const)
      expect(readView(new URLSearchParams(writeView(view)))).toEqual(view);
  });

  it('shows the plain view for an address that makes no sense', () => {
    expect(readView(new URLSearchParams('state=zzz&sort=q'))).toEqual({
      filter: 'kept',
      clipId: null,
      sort: 'time',
      descending: false,
    });
  });

  it('filters by state and clip and sorts by what was asked', () => {
    const ids = (view: Parameters<typeof arrange>[1]) => arrange(faces, view).map((row) => row.id);
    expect(ids({ filter: 'kept', clipId: null, sort: 'time', descending: false })).toEqual(['a', 'c']);
    expect(ids({ filter: 'all', clipId: null, sort: 'likeness', descending: false })).toEqual(['b', 'c', 'a']);
    expect(ids({ filter: 'all', clipId: 'one', sort: 'time', descending: true })).toEqual(['b', 'a']);
  });

  it('counts each state of the chosen clip', () => {
    expect(countStates(faces, 'one')).toEqual({ all: 2, kept: 1, rejected: 1, other: 0 });
  });
});

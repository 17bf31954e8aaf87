import { expect, test } from 'vitest';
import { type LookSamples, meansOf, pickLook } from '#core/studio/pick-look.ts';

const usual: LookSamples = {
  seam: [2, 4, 3, 5, 2.5, 3.5],
  tone: [0.5, 0.6, 0.4, 0.5, 0.6, 0.4],
  likenessToShown: [0.66, 0.64, 0.65, 0.66, 0.64, 0.65],
  likenessToReplaced: [0.5, 0.51, 0.52, 0.5, 0.51, 0.52],
  flicker: [0.2, 0.25, 0.3, 0.2, 0.25, 0.3],
  landmarks: [0.05, 0.05, 0.06, 0.05, 0.05, 0.06],
  wobble: [0.01, 0.01, 0.02, 0.01, 0.01, 0.02],
};

const with_ = (changes: Partial<LookSamples>): LookSamples => ({ ...usual, ...changes });
const moved = (name: keyof LookSamples, by: number) => usual[name].map((value) => (value as number) + by);
const lessEdge = (by: number) => ({ seam: moved('seam', -by) });

test('the look of the least visible edge is chosen, and each of the others says why it is not', () => {
  const looks = [usual, with_(lessEdge(0.5)), with_(lessEdge(1)), with_({})];
  expect(pickLook(looks)).toEqual({ at: 2, verdicts: ['usual', 'second', 'chosen', 'noBetter'] });
});

test('no edge is worth a face of another skin, less like whom it shows, flicker, another expression or a mask that trembles', () => {
  const costly = [
    with_({ ...lessEdge(2), tone: moved('tone', 4) }),
    with_({ ...lessEdge(2), likenessToShown: moved('likenessToShown', -0.02) }),
    with_({ ...lessEdge(2), likenessToReplaced: moved('likenessToReplaced', 0.02) }),
    with_({ ...lessEdge(2), flicker: moved('flicker', 0.1) }),
    with_({ ...lessEdge(2), landmarks: moved('landmarks', 0.01) }),
    with_({ ...lessEdge(2), wobble: moved('wobble', 0.01) }),
  ];
  const { at, verdicts } = pickLook([usual, ...costly]);
  expect(at).toBe(0);
  expect(verdicts).toEqual(['chosen', 'offTone', 'lessLike', 'likeReplaced', 'flickers', 'moves', 'wobbles']);
});

test('a gain that swings from frame to frame more than it is large is noise, and all stays as usual', () => {
  const swinging = usual.seam.map((value, at) => (value as number) + (at % 2 === 0 ? -1.6 : 1));
  expect(pickLook([usual, with_({ seam: swinging })]).at).toBe(0);
  // The same mean gain, alike in every frame.
  expect(pickLook([usual, with_(lessEdge(0.3))]).at).toBe(1);
});

test('a gain that nobody sees is none, nor is one of a single frame', () => {
  expect(pickLook([usual, with_(lessEdge(0.05))]).at).toBe(0);
  const once = [2, ...Array.from({ length: 5 }, () => undefined)];
  expect(pickLook([with_({ seam: once.map((value) => value && value + 2) }), with_({ seam: once })]).at).toBe(0);
});

test('where nothing was measured all is as usual, and nothing is made up', () => {
  const nothing = Object.fromEntries(Object.keys(usual).map((name) => [name, [undefined]])) as unknown as LookSamples;
  expect(pickLook([nothing, nothing])).toEqual({ at: 0, verdicts: ['chosen', 'noBetter'] });
  expect(meansOf(nothing).seam).toBeNull();
  expect(meansOf(usual).seam).toBeCloseTo(20 / 6);
});

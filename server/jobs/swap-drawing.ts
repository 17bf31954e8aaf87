/** What draws the faces of a conversion, of trials for one and of what is made of it: models, people, label. */
import { architectureNamed, sideWeights } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import type { Side } from '#core/contract/run.ts';
import type { WantedPerson } from '#core/dataset/wanted-person.ts';
import { averageName } from '#core/graph/optimisers/weight-averages.ts';
import type { SwapPeopleOptions } from '#server/pipelines/swap-people.ts';
import type { FacePredictor } from '#server/ports/autoencoder-engine.ts';
import type { WorkerTools } from './job-handler.ts';

/** Burned into the picture of every result. */
export const resultLabel = 'AI-altered';

/** How faces are drawn and whose. */
export const swapOptions = (
  payload: Pick<JobPayload<'convert-video'>, 'settings' | 'swappedPeople' | 'leftAlone'>,
  { predictor, predictors }: OpenedPredictors,
): Pick<SwapPeopleOptions, 'settings' | 'people' | 'predictor' | 'predictors'> => ({
  ...{ settings: payload.settings, people: peopleOf(payload) },
  ...{ predictor, predictors },
});

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

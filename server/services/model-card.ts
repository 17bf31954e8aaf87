/** What a shared model says of itself, gathered from what the studio remembers of its run. */
import { allWeights, architectureNamed, parameterCount } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import type { CurveBuckets } from '#core/contract/curve.ts';
import {
  type CardToWrite,
  type ConsentScope,
  cardCurvePoints,
  type ModelOrigin,
  maxOrigins,
  sharedModelVersion,
  type TrainedFaces,
  trainedFaces,
} from '#core/contract/model-card.ts';
import { mostShownFaces, type Side } from '#core/contract/run.ts';
import { bucketCurve } from '#core/studio/curve-buckets.ts';
import { evenly } from '#core/studio/evenly.ts';
import { shownSetIndex } from '#core/studio/shown-sets.ts';
import type { CheckpointRecord, RunRecord } from '#server/ports/studio-store.ts';
import type { ConsentsService } from './consents.ts';
import { peopleOfSide } from './run-people.ts';
import type { StudioContext } from './studio-context.ts';

interface Shared {
  readonly run: RunRecord;
  readonly checkpoint: CheckpointRecord;
  readonly consents: ConsentsService;
}

/** Of a model that came in as a file: what that said of its training, and what this studio knows of the people now. */
export const cardFor = async (context: StudioContext, shared: Shared): Promise<CardToWrite> => {
  const { run } = shared;
  const trained = run.imported?.card ?? (await cardOfTraining(context, shared));
  const people = await peopleOf(context, run, shared.consents);
  const faces = { a: trained.people.a.faces, b: trained.people.b.faces };
  return {
    ...trained,
    madeBy: `Understudy ${context.settings.version}`,
    madeAt: context.now().toISOString(),
    people: { a: { ...people.a, faces: faces.a }, b: { ...people.b, faces: faces.b } },
    origins: (await originsOf(context, run)).slice(0, maxOrigins),
  };
};

type Trained = Omit<CardToWrite, 'madeBy' | 'madeAt' | 'origins' | 'people'> & {
  readonly people: Readonly<Record<Side, { readonly faces: TrainedFaces | null }>>;
};

const cardOfTraining = async ({ files }: StudioContext, { run, checkpoint }: Shared): Promise<Trained> => {
  const { architecture, startFrom: _, shownFaces: _1, morePeople: _2, ...settings } = run.settings;
  const { iteration, trainedSeconds, heldOutError } = checkpoint;
  const curve = bucketCurve(await files.losses.read(run.id), { to: iteration, buckets: cardCurvePoints });
  const looks = (await files.validation.read(run.id)).filter((point) => point.iteration <= iteration);
  return {
    version: sharedModelVersion,
    architecture,
    precision: null,
    parameterCount: parameterCount(allWeights(architectureNamed(architectures, architecture))),
    iteration,
    trainedSeconds,
    heldOutError,
    settings,
    people: { a: { faces: await facesOf(files, run.id, 'a') }, b: { faces: await facesOf(files, run.id, 'b') } },
    curve: pointsOf(curve),
    validation: evenly(looks, cardCurvePoints),
    facesShown: facesShownAt(run, checkpoint),
  };
};

/** Of a run from before it was noted which faces are shown: as many as fit. */
const facesShownAt = ({ shownSets }: RunRecord, checkpoint: CheckpointRecord): number => {
  const set = shownSets[shownSetIndex(shownSets, checkpoint)];
  return set ? Math.max(set.a.length, set.b.length) : mostShownFaces;
};

const pointsOf = ({ iterations, trainedSeconds, values }: CurveBuckets): CardToWrite['curve'] =>
  iterations.flatMap((iteration, index) => {
    const [a, b] = [values.a.mean[index], values.b.mean[index]];
    return a == null || b == null ? [] : [{ iteration, trainedSeconds: trainedSeconds[index] ?? 0, a, b }];
  });

/** null for a run of an older studio, which did not note them. */
const facesOf = async (files: StudioContext['files'], runId: string, side: Side): Promise<TrainedFaces | null> => {
  const note = await files.read(files.paths.runFaces(runId, side));
  return note ? trainedFaces.parse(JSON.parse(new TextDecoder().decode(note))) : null;
};

type People = ModelOrigin['people'];

const peopleOf = async (context: StudioContext, run: RunRecord, consents: ConsentsService): Promise<People> => {
  const side = async (ids: readonly string[]) => {
    const names = await Promise.all(ids.map(async (id) => (await context.store.persons.read(id))?.name ?? ''));
    const records = await Promise.all(ids.map(async (id) => (await consents.standingOf(id)).consents));
    return {
      name: names.join(', '),
      consents: records.flatMap((each) => scopesOf(each, context.now())),
    };
  };
  return { a: await side(peopleOfSide(run, 'a')), b: await side(peopleOfSide(run, 'b')) };
};

type Recorded = Awaited<ReturnType<ConsentsService['standingOf']>>['consents'][number];

/** Of each person: what a card takes of all that can be on a side. */
const newestConsents = 12;

const scopesOf = (consents: readonly Recorded[], now: Date): ConsentScope[] =>
  consents
    .filter(({ withdrawnAt, validUntil }) => withdrawnAt === null && !isOver(validUntil, now))
    .slice(-newestConsents)
    .map(({ grantedBy, method, purpose, validFrom, validUntil }) => ({
      grantedBy,
      method,
      purpose,
      validFrom,
      validUntil,
    }));

const isOver = (validUntil: string | null, now: Date): boolean =>
  validUntil !== null && validUntil < now.toISOString().slice(0, 10);

/** The files that a model descends from, as far as the studio still has the runs between. */
const originsOf = async (context: StudioContext, run: RunRecord): Promise<ModelOrigin[]> => {
  if (run.imported) {
    const { sha256, card } = run.imported;
    return [{ relation: 'copy-of', sha256, people: peopleOfCard(card) }, ...card.origins];
  }
  const { startFrom } = run.settings;
  const begunWith = startFrom && (await context.store.runs.read(startFrom.runId));
  if (!begunWith) return [];
  const [nearest, ...further] = await originsOf(context, begunWith);
  return nearest ? [{ ...nearest, relation: 'begun-with' }, ...further] : [];
};

const peopleOfCard = ({ people: { a, b } }: { readonly people: People }): People => ({
  a: { name: a.name, consents: a.consents },
  b: { name: b.name, consents: b.consents },
});

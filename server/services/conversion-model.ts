/** What a conversion is made with: a run of this studio, or a model of others whose face a person of the studio was named for. */
import { StudioError } from '#core/contract/errors.ts';
import type { Side } from '#core/contract/run.ts';
import type { DfmModelRecord } from '#server/ports/dfm-model-store.ts';
import type { ClipRecord, RunRecord } from '#server/ports/studio-store.ts';
import { found } from './found.ts';
import { peopleOfConversion } from './run-people.ts';
import type { StudioContext } from './studio-context.ts';

export type ConversionModel =
  | { readonly kind: 'run'; readonly run: RunRecord }
  | { readonly kind: 'dfm'; readonly dfm: DfmModelRecord & { readonly personId: string } };

interface Named {
  readonly runId?: string | null | undefined;
  readonly modelId?: string | null | undefined;
}

/** @throws StudioError not_found, bad_request where both are named or none, consent_unknown while nobody was named for its face */
export const readConversionModel = async (
  { store }: StudioContext,
  { runId, modelId }: Named,
): Promise<ConversionModel> => {
  if ((runId == null) === (modelId == null))
    throw new StudioError(
      'bad_request',
      'A conversion is made with a run or with a model of others: name one of them.',
    );
  if (runId != null) return { kind: 'run', run: found(await store.runs.read(runId), 'run') };
  const dfm = found(await store.dfmModels.read(modelId ?? ''), 'model');
  const { personId } = dfm;
  if (personId !== null) return { kind: 'dfm', dfm: { ...dfm, personId } };
  throw new StudioError(
    'consent_unknown',
    `Nobody has said whose face ${dfm.name} shows: name a person of this studio who consents, then it can be used.`,
    { facts: { modelId: dfm.id } },
  );
};

/** Ids of those whom the settings of a conversion call A and B: of a model of others, the clip's person and the one it shows. */
export const pairOf = (model: ConversionModel, clip: ClipRecord): Readonly<Record<Side, string>> =>
  model.kind === 'run'
    ? { a: model.run.personAId, b: model.run.personBId }
    : { a: clip.personId, b: model.dfm.personId };

/** Everybody whose faces are in it: each has to consent. */
export const peopleOfModel = (model: ConversionModel, clip: ClipRecord): string[] =>
  model.kind === 'run' ? peopleOfConversion({ run: model.run, clip }) : [model.dfm.personId, clip.personId];

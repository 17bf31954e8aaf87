'use client';
/** What a conversion can be made with: trainings that have saved something, and models of others whose person consents. */
import { useState } from 'react';
import { type DrawingModel, draws, useDfmModels } from '#components/training/others/use-dfm-models.ts';
import { useRuns } from '#components/training/use-runs.ts';
import { modelShape } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import type { ClipView } from '#core/contract/clip.ts';
import type { ConversionSettings } from '#core/contract/conversion.ts';
import type { RunView } from '#core/contract/run.ts';
import { isConvertible } from './is-convertible.ts';

export type ModelChoice =
  | { readonly kind: 'run'; readonly id: string; readonly run: RunView }
  | { readonly kind: 'dfm'; readonly id: string; readonly dfm: DrawingModel };

export function useModelChoices(): ModelChoice[] {
  const { data: runs = [] } = useRuns();
  const { data: models = [] } = useDfmModels();
  return [
    ...runs.filter(isConvertible).map((run): ModelChoice => ({ kind: 'run', id: run.id, run })),
    ...models.filter(draws).map((dfm): ModelChoice => ({ kind: 'dfm', id: dfm.id, dfm })),
  ];
}

/** The first until another is chosen, or was asked for. */
export function useModelChoice(asked: string | null) {
  const choices = useModelChoices();
  const [id, choose] = useState(asked);
  return { choices, model: choices.find((choice) => choice.id === id) ?? choices[0], choose };
}

export const drawsMask = (model: ModelChoice): boolean =>
  model.kind === 'dfm' || modelShape(architectures[model.run.settings.architecture]).drawsMask;

/** Whose clips it can be laid over: of a run the one whose face is replaced, of a model of others anybody. */
export const canConvert = (model: ModelChoice, clip: ClipView, { to }: ConversionSettings): boolean =>
  clip.state === 'ready' &&
  clip.kind === 'video' &&
  (model.kind === 'dfm' || clip.personId === (to === 'b' ? model.run.personA.id : model.run.personB.id));

/** How a run is to learn, as it is written into a form: numbers as text, what is not kept as an empty one. */
import type { LossSettings, OptimiserKind, ScheduleSettings, TrainingRecipe } from '#core/contract/training-recipe.ts';
import { decayingOptimisers, trainingRecipe } from '#core/contract/training-recipe.ts';

export const lossNames = ['mae', 'mse', 'dssim', 'multiScale', 'eyesMouth'] as const;
export type LossName = (typeof lossNames)[number];

export const averagings = ['none', '0.99', '0.999', '0.9999'] as const;

export interface RecipeDraft {
  readonly optimiser: OptimiserKind;
  readonly weightDecay: string;
  readonly updateSharePercent: string;
  readonly schedule: ScheduleSettings['kind'];
  readonly warmUpIterations: string;
  readonly length: string;
  readonly lengthUnit: 'iterations' | 'minutes';
  readonly losses: Readonly<Record<LossName, string>>;
  /** Not shown: they come with the model. */
  readonly mask: string;
  readonly window: LossSettings['window'];
  readonly floor: number;
  readonly masked: boolean;
  readonly outsidePercent: string;
  readonly clipNorm: string;
  readonly averaging: (typeof averagings)[number];
}

const plain = trainingRecipe.parse({});

export const recipeDraftOf = ({ optimiser, schedule, losses, clipNorm, averaging }: TrainingRecipe): RecipeDraft => ({
  optimiser: optimiser.kind,
  weightDecay: String(optimiser.weightDecay),
  updateSharePercent: String(optimiser.updateShare * 100),
  schedule: schedule.kind,
  warmUpIterations: String(schedule.warmUpIterations),
  length: String(schedule.lengthIterations ?? schedule.lengthMinutes ?? 10000),
  lengthUnit: schedule.lengthMinutes === null ? 'iterations' : 'minutes',
  losses: {
    mae: String(losses.mae),
    mse: String(losses.mse),
    dssim: String(losses.dssim),
    multiScale: String(losses.multiScale),
    eyesMouth: String(losses.eyesMouth),
  },
  mask: String(losses.mask),
  window: losses.window,
  floor: schedule.floor,
  masked: losses.masked,
  outsidePercent: String(losses.outside * 100),
  clipNorm: clipNorm === null ? '' : String(clipNorm),
  averaging: averagings.find((share) => Number(share) === averaging) ?? 'none',
});

export const takesDecay = ({ optimiser }: RecipeDraft): boolean => decayingOptimisers.includes(optimiser);

/** Not checked yet: `runSettings` does that. */
export const readRecipe = (draft: RecipeDraft): TrainingRecipe => ({
  optimiser: {
    kind: draft.optimiser,
    weightDecay: takesDecay(draft) ? numberIn(draft.weightDecay) : 0,
    updateShare: numberIn(draft.updateSharePercent) / 100,
  },
  schedule: {
    ...plain.schedule,
    kind: draft.schedule,
    warmUpIterations: numberIn(draft.warmUpIterations),
    floor: draft.floor,
    ...(draft.schedule !== 'constant' && lengthIn(draft)),
  },
  losses: {
    ...plain.losses,
    mae: numberIn(draft.losses.mae),
    mse: numberIn(draft.losses.mse),
    dssim: numberIn(draft.losses.dssim),
    multiScale: numberIn(draft.losses.multiScale),
    eyesMouth: numberIn(draft.losses.eyesMouth),
    mask: numberIn(draft.mask),
    window: draft.window,
    masked: draft.masked,
    outside: numberIn(draft.outsidePercent) / 100,
  },
  clipNorm: draft.clipNorm.trim() === '' ? null : numberIn(draft.clipNorm),
  averaging: draft.averaging === 'none' ? null : Number(draft.averaging),
  frozenParts: plain.frozenParts,
});

const lengthIn = ({
  length,
  lengthUnit,
}: RecipeDraft): Pick<ScheduleSettings, 'lengthIterations' | 'lengthMinutes'> => ({
  lengthIterations: lengthUnit === 'iterations' ? numberIn(length) : null,
  lengthMinutes: lengthUnit === 'minutes' ? numberIn(length) : null,
});

/** An empty text is no number, though `Number` says 0. */
const numberIn = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** The five steps of the work, and which of them comes next: worked out from what is there, never remembered. */
import type { ConversionView } from '#core/contract/conversion.ts';
import type { PersonView } from '#core/contract/person.ts';
import type { RunView } from '#core/contract/run.ts';

export const tutorialSteps = ['people', 'clips', 'faces', 'train', 'convert'] as const;
export type TutorialStep = (typeof tutorialSteps)[number];

interface Studio {
  persons: readonly PersonView[];
  runs: readonly RunView[];
  conversions: readonly ConversionView[];
}

/** The first step that is not done; null when all are. */
export function nextStep({ persons, runs, conversions }: Studio): TutorialStep | null {
  const consented = persons.filter((person) => person.consent === 'active');
  if (conversions.some((conversion) => conversion.state === 'done')) return null;
  if (runs.some((run) => run.checkpoints.length > 0)) return 'convert';
  if (consented.filter((person) => person.faces.kept > 0).length >= 2) return 'train';
  if (consented.filter((person) => person.clipCount > 0).length >= 2) return 'faces';
  return consented.length >= 2 ? 'clips' : 'people';
}

export const stepHref: Record<TutorialStep, string> = {
  people: '/people',
  clips: '/people',
  faces: '/people',
  train: '/training',
  convert: '/conversions',
};

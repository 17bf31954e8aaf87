/** What the coverage page compares, as its address says it: who with whom, whose face is drawn, on which clip. */
import type { Side } from '#core/contract/run.ts';

export interface CoverageChoice {
  readonly a: string | null;
  readonly b: string | null;
  /** Whose face is drawn. */
  readonly to: Side;
  readonly clip: string | null;
}

export const readChoice = (address: URLSearchParams): CoverageChoice => ({
  a: address.get('a') || null,
  b: address.get('b') || null,
  to: address.get('to') === 'a' ? 'a' : 'b',
  clip: address.get('clip') || null,
});

export const coverageHref = (choice: Partial<CoverageChoice>): string => {
  const address = new URLSearchParams();
  for (const name of ['a', 'b', 'clip'] as const) {
    const value = choice[name];
    if (value) address.set(name, value);
  }
  if (choice.to === 'a') address.set('to', 'a');
  return address.size > 0 ? `/coverage?${address}` : '/coverage';
};

/** A clip shows one of the two, so it goes with the choice that it belonged to. */
export const changeChoice = (choice: CoverageChoice, change: Partial<CoverageChoice>): CoverageChoice => ({
  ...choice,
  clip: null,
  ...change,
});

/**
 * A range of a measure as the name of a phrase and its numbers: which phrase fits depends on where the range lies to zero,
 * since "beyond 30 degrees to the left" is said otherwise than "between 10 and 30 to the right".
 */
import type { CoverageRange } from '#core/contract/coverage.ts';

export type SignedPhrase = 'low' | 'lowBetween' | 'high' | 'highBetween' | 'atMost' | 'atLeast' | 'middle';
export type PlainPhrase = 'below' | 'above' | 'between';

/** Of these, zero is the middle. */
export const signedAxes = ['yaw', 'pitch', 'lightX', 'lightY'] as const;
export const plainAxes = ['eyes', 'mouth', 'exposure', 'sizePx'] as const;

export type RangeWords =
  | {
      readonly axis: (typeof signedAxes)[number];
      readonly phrase: SignedPhrase;
      readonly near: number;
      readonly far: number;
    }
  | {
      readonly axis: (typeof plainAxes)[number];
      readonly phrase: PlainPhrase;
      readonly near: number;
      readonly far: number;
    };

export const rangeWords = ({ axis, from, to }: CoverageRange): RangeWords => {
  const signed = signedAxes.find((name) => name === axis);
  if (signed) return { axis: signed, ...signedRange(from, to) };
  const plain = plainAxes.find((name) => name === axis) ?? 'sizePx';
  if (from === null) return { axis: plain, phrase: 'below', near: to ?? 0, far: 0 };
  return to === null
    ? { axis: plain, phrase: 'above', near: from, far: 0 }
    : { axis: plain, phrase: 'between', near: from, far: to };
};

const signedRange = (
  from: number | null,
  to: number | null,
): { readonly phrase: SignedPhrase; readonly near: number; readonly far: number } => {
  if (from === null) return (to ?? 0) <= 0 ? one('low', to) : one('atMost', to);
  if (to === null) return from >= 0 ? one('high', from) : one('atLeast', from);
  if (to <= 0) return { phrase: 'lowBetween', near: -to, far: -from };
  if (from >= 0) return { phrase: 'highBetween', near: from, far: to };
  return { phrase: 'middle', near: -from, far: to };
};

const one = (phrase: SignedPhrase, value: number | null) => ({ phrase, near: Math.abs(value ?? 0), far: 0 });

import type { BenchFigure } from '#core/contract/bench.ts';

export const lower = (name: string, value: number, unit: string): BenchFigure => ({
  name,
  value,
  unit,
  better: 'lower',
  target: null,
});

export const higher = (
  name: string,
  value: number,
  { unit, target = null }: Pick<BenchFigure, 'unit'> & Partial<BenchFigure>,
): BenchFigure => ({ name, value, unit, better: 'higher', target });

/** The points of a training as columns: 100,000 of them in a few megabytes, and a number that is not known is NaN. */
import { type CurveName, type CurvePoint, curveNames } from '#core/contract/curve.ts';

export interface CurveColumns extends Readonly<Record<CurveName, ArrayLike<number>>> {
  /** Ascending. */
  readonly iteration: ArrayLike<number>;
  readonly trainedSeconds: ArrayLike<number>;
}

export const columnsOf = (points: readonly CurvePoint[]): CurveColumns => {
  const column = (name: CurveName) => points.map((point) => point[name] ?? Number.NaN);
  return {
    iteration: points.map((point) => point.iteration),
    trainedSeconds: points.map((point) => point.trainedSeconds),
    ...(Object.fromEntries(curveNames.map((name) => [name, column(name)])) as Record<CurveName, number[]>),
  };
};

/** First index whose iteration is at least this. */
export const indexOfIteration = ({ iteration: column }: CurveColumns, iteration: number): number => {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((column[middle] as number) < iteration) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** One measure of a conversion, frame after frame: its mean, its worst, its strip and its worst moments. */
import { type MeasureReport, mostReportBuckets, worstMomentCount } from '#core/contract/conversion-report.ts';
import { BucketSeries } from './bucket-series.ts';
import { type Moment, WorstMoments } from './worst-moments.ts';

export interface MeasuredFrame<Picture> {
  readonly frame: number;
  readonly seconds: number;
  /** Taken only of a moment that is among the worst. */
  readonly picture: () => Picture;
}

interface KeptMoment<Picture> extends Moment {
  readonly frame: number;
  readonly value: number;
  readonly picture: Picture;
}

const secondsApart = 1;

export class MeasureTally<Picture> {
  readonly #sign: 1 | -1;
  readonly #series: BucketSeries;
  readonly #worst = new WorstMoments<KeptMoment<Picture>>({ count: worstMomentCount, secondsApart });
  #sum = 0;
  #count = 0;

  constructor(worse: 'higher' | 'lower') {
    this.#sign = worse === 'higher' ? 1 : -1;
    this.#series = new BucketSeries({ most: mostReportBuckets, pick: worse === 'higher' ? Math.max : Math.min });
  }

  add({ frame, seconds, picture }: MeasuredFrame<Picture>, value: number): void {
    this.#sum += value;
    this.#count += 1;
    this.#series.add(frame, value);
    const moment = { seconds, badness: this.#sign * value };
    this.#worst.offer(moment, () => ({ ...moment, frame, value, picture: picture() }));
  }

  /** Of a clip of so many frames; null where nothing was measured. */
  report(frames: number): MeasureReport | null {
    const [worst] = this.#worst.all;
    if (!worst) return null;
    return {
      mean: rounded(this.#sum / this.#count),
      worst: rounded(worst.value),
      count: this.#count,
      series: this.#series.of(frames).values.map((value) => (value === null ? null : rounded(value))),
      moments: this.#worst.all.map(({ frame, seconds, value }) => ({ frame, seconds, value: rounded(value) })),
    };
  }

  /** Of the worst moments, by frame. */
  get pictures(): readonly (readonly [frame: number, picture: Picture])[] {
    return this.#worst.all.map(({ frame, picture }) => [frame, picture]);
  }
}

/** Nobody reads more digits, and a strip has hundreds of numbers. */
const rounded = (value: number): number => Number(value.toPrecision(4));

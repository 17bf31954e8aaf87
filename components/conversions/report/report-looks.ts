/** How each measure of a report is shown: in which unit, and up to which value its strip reaches. */
import type { ConversionReport, ReportMeasure } from '#core/contract/conversion-report.ts';

interface Look {
  /** What a value is multiplied by to be in the unit. */
  readonly factor: number;
  readonly digits: number;
  /** The strip's height stands for this much at least: a measure that is small all along shall look small. */
  readonly leastTop: number;
}

const inPercent = { factor: 100, digits: 1 };

export const reportLooks: Readonly<Record<ReportMeasure, Look>> = {
  likenessToShown: { factor: 1, digits: 2, leastTop: 1 },
  likenessToReplaced: { factor: 1, digits: 2, leastTop: 1 },
  flicker: { factor: 1, digits: 2, leastTop: 2 },
  seam: { factor: 1, digits: 1, leastTop: 10 },
  landmarks: { ...inPercent, leastTop: 0.1 },
  eyes: { ...inPercent, leastTop: 0.1 },
  mouth: { ...inPercent, leastTop: 0.2 },
  gaze: { factor: 1, digits: 1, leastTop: 20 },
  jitter: { factor: 100, digits: 2, leastTop: 0.005 },
};

/** Of what is looked at but twice a second, each value stands until the next. */
const heldSeconds = 0.75;

/** Heights of the strip's bars, 0..1; null where nothing is known. */
export const stripBars = (report: ConversionReport, measure: ReportMeasure): (number | null)[] => {
  const { series = [], worst = 0 } = report.measures[measure] ?? {};
  const top = Math.max(worst, reportLooks[measure].leastTop);
  const held = Math.ceil((heldSeconds * series.length) / Math.max(report.durationSeconds, heldSeconds));
  let [last, age]: [number | null, number] = [null, 0];
  return series.map((value, at) => {
    age = value === null ? age + 1 : 0;
    last = value ?? (age > held || report.untouched[at] === 1 ? null : last);
    return last === null ? null : Math.min(1, Math.max(0, last / top));
  });
};

/** The middle of a frame: its edges belong to either neighbour, depending on rounding. */
export const middleOfFrame = ({ frames, durationSeconds }: ConversionReport, seconds: number): number =>
  seconds + durationSeconds / Math.max(1, frames.written - 1) / 2;

/** What else is amiss with the faces of the person to be drawn, beside what they do not show. */
import type { CoverageWarning, CoverageWarningKind } from '#core/contract/coverage.ts';
import { usefulSizePx } from './coverage-space.ts';
import { type MeasureTable, median } from './coverage-table.ts';

export interface FindWarnings {
  readonly target: MeasureTable;
  readonly drawn: MeasureTable;
  /** Share of the target that is lit as no face of the drawn person is. */
  readonly otherLight: number;
  readonly faceSize: number;
}

/** What the first experiments found enough for a small job. */
const enoughFaces = 300;

export const findWarnings = ({ target, drawn, otherLight, faceSize }: FindWarnings): CoverageWarning[] => {
  const clips = new Set(drawn.clipIds).size;
  const sharpness = median(drawn.metrics.sharpness);
  const wantedPx = Math.min(usefulSizePx(faceSize), median(target.metrics.sizePx));
  return [
    below('few_faces', drawn.ids.length, enoughFaces),
    above(
      'near_duplicates',
      shareOf(drawn.twins, (twin) => twin === 1),
      0.5,
    ),
    below('one_clip', clips, 2),
    below('blurred', sharpness, median(target.metrics.sharpness) / 2),
    below('small', median(drawn.metrics.sizePx), wantedPx),
    above('other_light', otherLight, 0.25),
    above(
      'covered',
      shareOf(drawn.metrics.covered, (share) => share > 0.2),
      0.1,
    ),
    above('unmeasured', unmeasuredShare(drawn), 0),
  ].filter((warning) => warning !== undefined);
};

const below = (kind: CoverageWarningKind, value: number, wanted: number): CoverageWarning | undefined =>
  value < wanted ? { kind, value, wanted } : undefined;

const above = (kind: CoverageWarningKind, value: number, wanted: number): CoverageWarning | undefined =>
  value > wanted ? { kind, value, wanted } : undefined;

const shareOf = (values: ArrayLike<number>, holds: (value: number) => boolean): number => {
  let count = 0;
  for (let index = 0; index < values.length; index += 1) if (holds(values[index] as number)) count += 1;
  return values.length === 0 ? 0 : count / values.length;
};

/** A face found before there were measures has zeros in their columns; a real one is never so exactly straight. */
const unmeasuredShare = ({ metrics }: MeasureTable): number => {
  const { yaw, pitch, eyes } = metrics;
  return shareOf(
    yaw.map((value, face) => (value === 0 && pitch[face] === 0 && eyes[face] === 0 ? 1 : 0)),
    (unmeasured) => unmeasured === 1,
  );
};

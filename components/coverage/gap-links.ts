/** Where the review shows the faces of a gap: those of the target, and those of the drawn person that would fill it. */
import { plainView, writeView } from '#components/people/faces/face-view.ts';
import type { CoverageDirection, CoverageGap } from '#core/contract/coverage.ts';

type Direction = Pick<CoverageDirection, 'performer' | 'drawn' | 'target'>;

export const targetHref = ({ performer, target }: Direction, gap: CoverageGap): string =>
  review(performer.personId, {
    ranges: filterOf(gap),
    // Of a clip every face is drawn over but other people's; without one the target is what is kept.
    states: target.clipId === null ? ['kept'] : ['kept', 'unsure', 'rejected'],
    clipIds: target.clipId === null ? [] : [target.clipId],
  });

export const setAsideHref = ({ drawn }: Direction, gap: CoverageGap): string =>
  review(drawn.personId, { ranges: filterOf(gap), states: ['unsure', 'rejected'] });

const review = (personId: string, view: Partial<typeof plainView>): string =>
  `/people/${personId}/faces${writeView({ ...plainView, ...view })}`;

const filterOf = ({ ranges }: CoverageGap): typeof plainView.ranges =>
  Object.fromEntries(ranges.map(({ axis, from, to }) => [axis, [from, to]]));

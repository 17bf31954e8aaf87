/** By what a conversion's report compares the faces of each of those that are swapped. */
import type { JobPayload } from '#core/contract/jobs.ts';
import type { ReportedPerson } from '#server/pipelines/conversion-report.ts';

type People = Pick<
  JobPayload<'convert-video'>,
  'swappedPeople' | 'drawnByOthers' | 'personDescriptor' | 'shownDescriptor'
>;

/** Of the first that the conversion's own model draws it is known how they looked, and of those whom another draws. */
export const reportedPeople = (payload: People): ReportedPerson[] =>
  (payload.swappedPeople ?? [null]).map((_, at) => {
    const other = payload.drawnByOthers?.find(({ person }) => person === at);
    if (other)
      return {
        otherFace: other.otherFace,
        shown: asFloats(other.shownDescriptor),
        replaced: asFloats(other.personDescriptor),
      };
    const replaced = at === 0 ? asFloats(payload.personDescriptor) : null;
    return { otherFace: null, shown: asFloats(payload.shownDescriptor), replaced };
  });

const asFloats = (values: readonly number[] | null): Float32Array | null => values && Float32Array.from(values);

/** The report of a conversion from what was noted of the frames of all its segments. */
import type { ConversionReport, FrameNote } from '#core/contract/conversion-report.ts';
import { worstName } from '#core/studio/file-names.ts';
import { ConversionReporter, type FinishedReport, type ReportedPerson } from '#server/pipelines/conversion-report.ts';
import { type TakePicture, writeReport } from '#server/pipelines/write-report.ts';
import type { FinishedSegment } from './conversion-segments.ts';

export interface ReportedSegments {
  readonly finished: readonly Pick<FinishedSegment, 'notes' | 'work'>[];
  readonly people: readonly ReportedPerson[];
  /** Where it is written. */
  readonly folder: string;
  /** Of video, from an earlier conversion. */
  readonly takenOverSeconds: number;
}

export const joinedReport = async ({
  finished,
  people,
  folder,
  takenOverSeconds,
}: ReportedSegments): Promise<FinishedReport> => {
  const notes = finished.flatMap((segment) => onOneClock(segment.notes, finished[0]?.notes[0]?.clipSeconds ?? 0));
  const made = await new ConversionReporter({ people, earlier: notes }).finish();
  const report: ConversionReport = { ...made.report, ...(takenOverSeconds > 0 && { takenOverSeconds }) };
  await writeReport(report, { takePicture: pictureTaker(finished), folder });
  return { ...made, report };
};

/** A segment's notes count seconds from its own first frame. */
const onOneClock = (notes: readonly FrameNote[], startSeconds: number): FrameNote[] => {
  const shift = (notes[0]?.clipSeconds ?? 0) - startSeconds;
  return notes.map((note) => ({
    ...note,
    seconds: note.clipSeconds - startSeconds,
    ...(note.damage && {
      damage: {
        ...note.damage,
        fromSeconds: note.damage.fromSeconds + shift,
        toSeconds: note.damage.toSeconds + shift,
      },
    }),
  }));
};

/** A segment names its pictures by the frame's place in it. */
const pictureTaker =
  (finished: ReportedSegments['finished']): TakePicture =>
  async ({ frame, person, to }) => {
    let first = 0;
    for (const { notes, work } of finished) {
      if (frame < first + notes.length) return work.copyPicture(worstName(frame - first, person), to);
      first += notes.length;
    }
    return false;
  };

/** A conversion's report as files: `report.json`, and for each person's worst moments a picture named by `worstName`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConversionReport, WorstMoment } from '#core/contract/conversion-report.ts';
import { worstName } from '#core/studio/file-names.ts';
import type { ImageCodec } from '#server/ports/image-codec.ts';
import type { ConversionReporter, WorstPicture } from './conversion-report.ts';
import { labelled } from './report-pictures.ts';
import type { UnfinishedWork } from './unfinished-work.ts';

interface Target {
  readonly work: UnfinishedWork;
  /** Burned into the altered half of each picture. */
  readonly label: string;
  readonly images: ImageCodec;
}

/** What came since the last call is kept, for this try and for another. */
export const saveNotes = async (reporter: ConversionReporter, { work, label, images }: Target): Promise<void> => {
  const { notes, pictures } = await reporter.takeNotes();
  const encode = async ({ frame, person, picture }: WorstPicture) =>
    [worstName(frame, person), await images.encodeJpeg(labelled(picture, label), { quality: 85 })] as const;
  await work.save(notes, new Map(await Promise.all(pictures.map(encode))));
};

/** Takes the picture of a frame of the result to where it is to lie; false where there is none. */
export type TakePicture = (moment: {
  readonly frame: number;
  readonly person: number;
  readonly to: string;
}) => Promise<boolean>;

export const writeReport = async (
  report: ConversionReport,
  { takePicture, folder }: { readonly takePicture: TakePicture; readonly folder: string },
): Promise<void> => {
  const showing = async (measures: Measures, person: number): Promise<Measures> => {
    const frames = [...new Set(Object.values(measures).flatMap((measure) => measure?.moments ?? []))];
    const take = (frame: number) => takePicture({ frame, person, to: join(folder, worstName(frame, person)) });
    const copied = await Promise.all(frames.map(({ frame }) => take(frame)));
    return withMoments(measures, new Set(frames.filter((_, at) => copied[at])));
  };
  const people = await Promise.all(
    report.people.map(async (person, at) => ({ ...person, measures: await showing(person.measures, at) })),
  );
  const measures = await showing(report.measures, 0);
  await writeFile(join(folder, 'report.json'), JSON.stringify({ ...report, measures, people }));
};

type Measures = ConversionReport['measures'];

/** A moment whose picture a crash has taken is not told of. */
const withMoments = (measures: Measures, shown: ReadonlySet<WorstMoment>): Measures => {
  const each = Object.entries(measures).map(([name, measure]) => [
    name,
    measure && { ...measure, moments: measure.moments.filter((moment) => shown.has(moment)) },
  ]);
  return Object.fromEntries(each) as Measures;
};

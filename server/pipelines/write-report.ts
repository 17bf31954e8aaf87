/** A conversion's report as files: `report.json`, and for each person's worst moments a picture named by `worstName`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { worstName } from '#core/studio/file-names.ts';
import type { ImageCodec } from '#server/ports/image-codec.ts';
import type { FinishedReport } from './conversion-report.ts';
import { labelled } from './report-pictures.ts';

interface Target {
  readonly folder: string;
  /** Burned into the altered half of each picture. */
  readonly label: string;
  readonly images: ImageCodec;
}

export const writeReport = async (
  { report, pictures }: FinishedReport,
  { folder, label, images }: Target,
): Promise<void> => {
  for (const [person, ofPerson] of pictures.entries()) {
    for (const [frame, picture] of ofPerson) {
      const jpeg = await images.encodeJpeg(labelled(picture, label), { quality: 85 });
      await writeFile(join(folder, worstName(frame, person)), jpeg);
    }
  }
  await writeFile(join(folder, 'report.json'), JSON.stringify(report));
};

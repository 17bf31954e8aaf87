/** A conversion's report as files: `report.json`, and `worst-<frame>.jpg` for each of its worst moments. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  for (const [frame, picture] of pictures) {
    const jpeg = await images.encodeJpeg(labelled(picture, label), { quality: 85 });
    await writeFile(join(folder, `worst-${frame}.jpg`), jpeg);
  }
  await writeFile(join(folder, 'report.json'), JSON.stringify(report));
};

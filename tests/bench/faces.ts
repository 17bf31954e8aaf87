/**
 * How many faces are found: the frames labelled by eye and the hard cases composed from them (`tests/helpers/faces`),
 * through the very models an extraction uses, by a fast and by a thorough look; what each costs on 1920 x 1080.
 */
import type { BenchFigure } from '#core/contract/bench.ts';
import { createClipFaceModels } from '#server/adapters/tensorflow/face-models/create-clip-face-models.ts';
import { faceScenes } from '#tests/helpers/faces/face-scenes.ts';
import { readLabelledPictures } from '#tests/helpers/faces/labelled-pictures.ts';
import { measureRecall, type Recall, total } from '#tests/helpers/faces/recall.ts';
import type { BenchOptions } from './run.ts';

/** Some minutes on two cores. */
export const benchFaces = async ({ say }: BenchOptions): Promise<BenchFigure[]> => {
  const pictures = await readLabelledPictures();
  if (!pictures) throw new Error('The sample clips are not beside this checkout (shared/media).');
  using models = createClipFaceModels();
  const figures: BenchFigure[] = [];
  for (const thorough of [false, true]) {
    const look = thorough ? 'thorough' : 'fast';
    say(`${look} looks ...`);
    const byTag = await measureRecall({
      scenes: faceScenes(pictures),
      find: (frame) => models.find({ frame, known: [], thorough }),
    });
    for (const [tag, recall] of byTag) {
      say(`${look}: ${tag}: ${recall.found} of ${recall.faces}, ${recall.falseAlarms} false alarms`);
      if (recall.faces > 0) figures.push(share(`${look}, ${tag}`, recall, thorough));
    }
    const all = total(byTag.values());
    figures.push(share(`${look}, all`, all, thorough), ...costs(look, all, byTag));
  }
  return figures;
};

/** A thorough look is what small, turned and covered faces are to be found by. */
const share = (name: string, { found, faces }: Recall, thorough: boolean): BenchFigure => ({
  name,
  value: found / faces,
  unit: 'found',
  better: 'higher',
  target: thorough ? 0.9 : null,
});

const costs = (look: string, all: Recall, byTag: ReadonlyMap<string, Recall>): BenchFigure[] => {
  const frames = all.milliseconds.length;
  const plain = byTag.get('mirrored')?.milliseconds ?? [];
  return [
    { name: `${look}, false alarms`, value: all.falseAlarms, unit: `faces`, better: 'lower', target: 0 },
    { name: `${look}, one clear face`, value: median(plain), unit: 'ms/frame', better: 'lower', target: null },
    {
      name: `${look}, ${frames} frames`,
      value: median(all.milliseconds),
      unit: 'ms/frame',
      better: 'lower',
      target: null,
    },
  ];
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

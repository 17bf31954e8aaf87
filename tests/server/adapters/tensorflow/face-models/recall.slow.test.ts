/** What `bench faces` measures, on every other scene, held to floors that the figures of the day clear with some faces to spare. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClipFaceModels } from '#server/adapters/tensorflow/face-models/create-clip-face-models.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import { faceScenes } from '#tests/helpers/faces/face-scenes.ts';
import { readLabelledPictures } from '#tests/helpers/faces/labelled-pictures.ts';
import { measureRecall, type Recall, total } from '#tests/helpers/faces/recall.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

const missing = !sharedMedia('nasa_astronaut_collins.png');
let models: ClipFaceModels;
const measured: Record<'fast' | 'thorough', Map<string, Recall>> = { fast: new Map(), thorough: new Map() };

beforeAll(async () => {
  models = createClipFaceModels();
  const pictures = await readLabelledPictures();
  if (!pictures) return;
  for (const look of ['fast', 'thorough'] as const)
    measured[look] = await measureRecall({
      scenes: [...faceScenes(pictures)].filter((_, index) => index % 2 === 0),
      find: (frame) => models.find({ frame, known: [], thorough: look === 'thorough' }),
    });
}, 900_000);
afterAll(() => models[Symbol.dispose]());

const shareFound = (look: 'fast' | 'thorough', tags: RegExp): number => {
  const { found, faces } = total([...measured[look]].filter(([tag]) => tags.test(tag)).map(([, recall]) => recall));
  return found / faces;
};

describe.skipIf(missing)('the finding of faces', () => {
  it('misses next to none in the clips as they are, fast or thorough', () => {
    for (const look of ['fast', 'thorough'] as const)
      expect(shareFound(look, /^clips, (front|part|half|covered)$/)).toBeGreaterThanOrEqual(0.95);
  });

  it('thorough, finds faces of 40, 60 and 80 px in 1080p, beside larger ones and turned too', () => {
    for (const tag of [/^40 px$/, /^60 px$/, /^80 px$/, /^several$/, /^rolled \d+, 60 px$/])
      expect(shareFound('thorough', tag), String(tag)).toBeGreaterThanOrEqual(0.9);
  });

  it('finds heads rolled by 15 to 60 degrees, mirrored, dark, blurred and near', () => {
    for (const look of ['fast', 'thorough'] as const)
      expect(shareFound(look, /^(rolled \d+|mirrored|dark|blurred|close-up)$/)).toBeGreaterThanOrEqual(0.95);
  });

  it('finds faces of which a hand or a patch covers a part', () => {
    expect(shareFound('thorough', /^covered/)).toBeGreaterThanOrEqual(0.85);
  });

  it('takes next to nothing for a face that is none: hands, lettering, a skull on a shirt', () => {
    for (const look of ['fast', 'thorough'] as const)
      expect(total(measured[look].values()).falseAlarms).toBeLessThan(4);
  });
});

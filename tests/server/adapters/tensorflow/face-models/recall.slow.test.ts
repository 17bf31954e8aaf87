/** What `bench faces` measures, on every other scene, held to floors that the figures of the day clear with some faces to spare. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClipFaceModels } from '#server/adapters/tensorflow/face-models/create-clip-face-models.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import { faceScenes } from '#tests/helpers/faces/face-scenes.ts';
import { readLabelledPictures } from '#tests/helpers/faces/labelled-pictures.ts';
import { measureRecall, type Recall, total } from '#tests/helpers/faces/recall.ts';
import { makeClip } from '#tests/helpers/make-clip.ts';
import { someFrames } from '#tests/helpers/real-tools.ts';
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

  it('rather leaves a head in full profile out than lays a mesh over its ear or lays one as if seen from the front', () => {
    for (const look of ['fast', 'thorough'] as const)
      expect(
        total([...measured[look]].flatMap(([tag, recall]) => (/profile$/.test(tag) ? [recall] : []))).falseAlarms,
      ).toBe(0);
  });
});

describe('the numerals of the test card testsrc2', () => {
  it.each(['160x120', '320x240'])(
    'are no faces, in a clip of %s: ten pixels high and blurred, they were taken for some',
    async (size) => {
      const folder = mkdtempSync(join(tmpdir(), 'understudy-card-'));
      try {
        const path = await makeClip({ path: join(folder, 'card.mp4'), size, sound: false });
        const frames = (await someFrames(path, { count: 50 })).filter((_, index) => index % 2 === 0);
        for (const frame of frames) expect(await models.find({ frame, known: [], thorough: true })).toEqual([]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundFace } from '#core/contract/jobs.ts';
import { alignFace } from '#core/geometry/align-face.ts';
import { centreOf, intersectionOverUnion } from '#core/geometry/box.ts';
import { cropOfSquare, squareOfCrop } from '#core/geometry/crop-square.ts';
import { framePoint } from '#core/geometry/point.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { createFaceModels } from '#server/adapters/tensorflow/face-models/create-face-models.ts';
import { fixFace } from '#server/pipelines/fix-face.ts';
import type { FaceModels, FoundFace } from '#server/ports/face-models.ts';
import { temporaryFolder } from '#tests/helpers/make-clip.ts';
import { imageCodec, someFrames } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

const man = sharedMedia('latentsync_demo2_manA.mp4');

describe.skipIf(!man)('a face set by hand', () => {
  let models: FaceModels;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let frame: VideoFrame;
  let face: FoundFace;
  beforeAll(async () => {
    models = createFaceModels();
    folder = await temporaryFolder();
    [frame] = (await someFrames(man as string, { count: 1 })) as [VideoFrame];
    [face] = models.find([frame])[0] as [FoundFace];
  }, 120_000);
  afterAll(async () => {
    models[Symbol.dispose]();
    await folder[Symbol.asyncDispose]();
  });

  const fixed = (fix: Parameters<typeof fixFace>[0]['fix'], name = 'crop.jpg') =>
    fixFace({ frame, fix, models, images: imageCodec, cropPath: join(folder.path, name) });

  it('is measured as a found one is', async () => {
    const measured = await fixed({ by: 'landmarks', mesh: face.mesh.flat() });
    foundFace.parse({ ...measured, id: 'x', frameIndex: 0, timeSeconds: 0, track: 0 });
    const { a, b, tx, ty } = alignFace(face.mesh);
    expect(measured.similarity).toEqual([a, b, tx, ty]);
    expect(Math.hypot(...measured.descriptor)).toBeCloseTo(1, 3);
  });

  it('that was missed is found in the box drawn around it, however roughly it was drawn', async () => {
    const { left, top, width, height } = face.box;
    for (const [dx, dy, grow] of [
      [0, 0, 1],
      [-0.2, 0.1, 1.4],
      [0.1, 0.15, 0.8],
    ] as const) {
      const box = { left: left + dx * width, top: top + dy * height, width: width * grow, height: height * grow };
      const measured = await fixed({ by: 'box', box });
      expect(intersectionOverUnion(measured.box, face.box)).toBeGreaterThan(0.85);
    }
  });

  it('where no model sees one is taken at the word of the hand', async () => {
    const box = { left: 20, top: 20, width: 90, height: 90 };
    const measured = await fixed({ by: 'box', box });
    const [x, y] = centreOf(measured.box);
    expect(Math.hypot(x - 65, y - 65)).toBeLessThan(90);
  });

  it('by its crop shows the square that was set', async () => {
    const square = squareOfCrop(alignFace(face.mesh));
    const moved = { ...square, centre: framePoint(square.centre[0] + 40, square.centre[1]), turn: square.turn + 0.3 };
    const { a, b, tx, ty } = cropOfSquare(moved);
    const measured = await fixed({ by: 'crop', similarity: [a, b, tx, ty], mesh: face.mesh.flat() }, 'moved.jpg');
    expect(measured.similarity).toEqual([a, b, tx, ty]);
    expect(measured.mesh).toEqual(face.mesh.flat());
    const before = await imageCodec.decode(await readFile(join(folder.path, 'crop.jpg')), { maxSide: 256 });
    const after = await imageCodec.decode(await readFile(join(folder.path, 'moved.jpg')), { maxSide: 256 });
    const apart = after.data.reduce((sum, value, i) => sum + Math.abs(value - (before.data[i] as number)), 0);
    expect(apart / after.data.length).toBeGreaterThan(5);
  });
});

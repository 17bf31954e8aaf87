/**
 * A training of two people, and a clip of the first of them that was looked through: it shows them and, beside them, the
 * second. Faces are drawn discs, the model has random weights.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faceIdentity, foundFace } from '#core/contract/jobs.ts';
import { openStudioFiles } from '#server/adapters/file-store/open-studio-files.ts';
import { openStudioStore } from '#server/adapters/prisma/open-studio-store.ts';
import { createImageCodec } from '#server/adapters/sharp/image-codec.ts';
import { drawnFaces } from '#tests/bench/seeded-pictures.ts';
import { seedModel } from './seed-model.ts';

const createdAt = '2026-01-05T11:00:00.000Z';
const looks = { first: [0.6, 0.8], second: [0.8, -0.6] } as const;

export const seedCrowd = async (dataFolder: string, clipPath: string): Promise<void> => {
  await seedModel(dataFolder, clipPath);
  await using files = await openStudioFiles(dataFolder);
  const store = await openStudioStore(files.paths.database);
  const [run] = await store.runs.list();
  const [clip] = await store.clips.list({});
  if (!run || !clip) throw new Error('The seeded model is not as it was.');
  // How the second looks is known from a clip of their own.
  const theirs = { ...clip, id: randomUUID(), personId: run.personBId, name: 'other.mp4' };
  await store.clips.insert({ ...theirs, descriptor: [...looks.second], extractedAt: createdAt });
  const faces = [
    ...Array.from({ length: 4 }, () => ({ clusterId: 'first', state: 'kept' as const })),
    ...Array.from({ length: 3 }, () => ({ clusterId: 'second', state: 'other' as const })),
  ].map((face, frameIndex) => ({ ...face, ...faceAt(frameIndex, looks[face.clusterId as keyof typeof looks]) }));
  const place = { attempt: clip.id, clipId: clip.id };
  const staged = faces.map((face) => foundFace.parse(face));
  await store.faces.stage({ ...place, personId: clip.personId, faces: staged });
  await store.faces.identify(
    clip.id,
    faces.map((face) => faceIdentity.parse({ ...face, likeness: 0.8, twinOf: null })),
  );
  const clusters = Object.entries(looks).map(([id, look]) => ({ id, personId: clip.personId, descriptor: [...look] }));
  await store.faces.publish({ ...place, descriptor: [...looks.first], extractedAt: createdAt, clusters });
  const [codec, pictures] = [createImageCodec(), drawnFaces()];
  await mkdir(files.paths.faces(clip.id), { recursive: true });
  for (const { id, clusterId } of faces) {
    const picture = pictures[clusterId === 'first' ? 3 : 11] as (typeof pictures)[number];
    await writeFile(join(files.paths.faces(clip.id), `${id}.jpg`), await codec.encodeJpeg(picture, { quality: 85 }));
  }
  await store.close();
};

const faceAt = (frameIndex: number, descriptor: readonly number[]) => ({
  ...{ id: randomUUID(), frameIndex, timeSeconds: frameIndex / 25, track: frameIndex, descriptor: [...descriptor] },
  box: { left: 10, top: 20, width: 100, height: 120 },
  mesh: Array.from({ length: 936 }, (_, index) => index / 2),
  similarity: [1, 0, 0, 0],
  ...{ score: 0.9, sharpness: 120, sizePx: 100, exposure: 0.5, covered: 0, yaw: 0, pitch: 0, roll: 0 },
  ...{ eyes: 0.3, mouth: 0, lightX: 0, lightY: 0 },
});

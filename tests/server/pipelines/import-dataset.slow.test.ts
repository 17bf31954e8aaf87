import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DatasetHeader, datasetFormat, datasetListName } from '#core/contract/dataset.ts';
import { measureFace } from '#core/dataset/measure-face.ts';
import { alignFace, cropSize } from '#core/geometry/align-face.ts';
import { invertSimilarity } from '#core/geometry/similarity.ts';
import { toDatasetFace } from '#core/interchange/dataset-face.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { sampleImage } from '#core/pixels/resample.ts';
import { sharpnessOf } from '#core/pixels/sharpness.ts';
import { createFaceModels } from '#server/adapters/tensorflow/face-models/create-face-models.ts';
import { createZipFiles } from '#server/adapters/zip/zip-files.ts';
import { type DatasetFound, type ImportedDataset, importDataset } from '#server/pipelines/import-dataset.ts';
import type { FaceModels, FoundFace } from '#server/ports/face-models.ts';
import type { ZipSource } from '#server/ports/zip-files.ts';
import { temporaryFolder } from '#tests/helpers/make-clip.ts';
import { imageCodec, someFrames } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

const man = sharedMedia('latentsync_demo2_manA.mp4');
const zips = createZipFiles();

let models: FaceModels;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let frames: VideoFrame[] = [];
let places: FoundFace[] = [];
beforeAll(async () => {
  models = createFaceModels();
  if (!man) return;
  frames = await someFrames(man, { count: 3, samplesPerSecond: 1 });
  places = models.find(frames).map((faces) => faces[0] as FoundFace);
}, 120_000);
afterAll(() => models[Symbol.dispose]());
beforeEach(async () => {
  folder = await temporaryFolder();
  for (const name of ['photos', 'crops', 'made']) await mkdir(join(folder.path, name));
  return () => folder[Symbol.asyncDispose]();
});

const taken = async (sources: readonly ZipSource[]): Promise<ImportedDataset & { faces: DatasetFound[] }> => {
  const path = join(folder.path, 'set.zip');
  const all = async function* () {
    yield* sources;
  };
  await pipeline(zips.write(all()), createWriteStream(path));
  await using zip = await zips.open(path);
  const faces: DatasetFound[] = [];
  const steps = importDataset({
    zip,
    models,
    images: imageCodec,
    photosFolder: join(folder.path, 'photos'),
    facesFolder: join(folder.path, 'crops'),
    knownDescriptor: null,
    signal: new AbortController().signal,
  });
  for (;;) {
    const step = await steps.next();
    if (step.done) return { ...step.value, faces };
    if ('faces' in step.value) faces.push(...step.value.faces);
  }
};

const cropOf = (index: number) =>
  sampleImage({
    frame: frames[index] as VideoFrame,
    toFrame: invertSimilarity(alignFace((places[index] as FoundFace).mesh)),
    width: cropSize,
    height: cropSize,
  });

const made = async (name: string, bytes: Uint8Array): Promise<ZipSource> => {
  const path = join(folder.path, 'made', name);
  await writeFile(path, bytes);
  return { name, path };
};

const lines = (list: readonly unknown[]): ZipSource => ({
  name: datasetListName,
  text: async function* () {
    for (const line of list) yield `${JSON.stringify(line)}\n`;
  },
});

const header: DatasetHeader = {
  format: datasetFormat,
  version: 1,
  person: 'Ana',
  exportedAt: '2026-11-24T00:00:00.000Z',
  cropSize,
  faceCount: 3,
  consents: [],
};

describe.skipIf(!man)('a dataset of our own', () => {
  it('comes back with its pictures byte for byte, and its landmarks where they were in the crop', async () => {
    const files: ZipSource[] = [];
    const jpegs: Uint8Array[] = [];
    const list: unknown[] = [header];
    for (const [index, frame] of frames.entries()) {
      const face = places[index] as FoundFace;
      const { a, b, tx, ty } = alignFace(face.mesh);
      const crop = cropOf(index);
      jpegs.push(await imageCodec.encodeJpeg(crop, { quality: 95 }));
      files.push(await made(`f${index}.jpg`, jpegs[index] as Uint8Array));
      const row = {
        ...({
          id: `f${index}`,
          clipId: 'c',
          state: index === 1 ? 'rejected' : 'kept',
          frameIndex: index * 25,
        } as const),
        ...{ timeSeconds: index, track: 0, clusterId: null, twinOf: null, score: 0.9, likeness: 0.9, sizePx: 300 },
        ...{ sharpness: sharpnessOf(crop), edited: false, pictureVersion: 0 },
        ...measureFace({ frame, mesh: face.mesh, crop, toCrop: alignFace(face.mesh) }),
      };
      const shape = { box: face.box, mesh: face.mesh.flat(), similarity: [a, b, tx, ty] };
      list.push({ ...toDatasetFace({ row, shape, clip: { name: 'a.mp4', sha256: null } }), file: `f${index}.jpg` });
    }
    const result = await taken([lines(list), ...files]);

    expect(result).toMatchObject({ source: 'understudy', pictures: 3, skipped: { withoutFace: 0, unreadable: 0 } });
    expect(result.faces.map(({ state }) => state)).toEqual(['kept', 'rejected', 'kept']);
    for (const [index, face] of result.faces.entries()) {
      const crop = await readFile(join(folder.path, 'crops', `${face.id}.jpg`));
      expect(crop.equals(jpegs[index] as Uint8Array)).toBe(true);
      expect(await readFile(join(folder.path, 'photos', `${index}.jpg`))).toEqual(crop);
      const { a, b, tx, ty } = alignFace((places[index] as FoundFace).mesh);
      const [x, y] = (places[index] as FoundFace).mesh[4] as unknown as [number, number];
      expect(face.mesh[8]).toBeCloseTo(a * x - b * y + tx, 1);
      expect(face.mesh[9]).toBeCloseTo(b * x + a * y + ty, 1);
      expect(face.likeness).toBeGreaterThan(0.85);
    }
  });

  it.each([
    ['a first line that is no header', [{ format: 'other' }]],
    ['a face without landmarks', [header, { file: 'x.jpg' }]],
  ])('is refused with %s', async (_, list) => {
    await expect(taken([lines(list)])).rejects.toMatchObject({ code: 'dataset_refused' });
  });
});

describe.skipIf(!man)('aligned pictures of another program', () => {
  it('are taken in by the face that their note points at, in the order of their names', async () => {
    const files: ZipSource[] = [];
    for (const index of [2, 0, 1]) {
      const png = await imageCodec.encodePng(cropOf(index));
      files.push(await made(`man_${index + 8}_0.png`, withFaceswapNote(png, `man_00000${index}.png`)));
    }
    files.push(await made('readme.png', new TextEncoder().encode('no picture')));
    const flat = { width: 128, height: 128, data: new Uint8Array(128 * 128 * 3).fill(90) };
    files.push(await made('wall.jpg', await imageCodec.encodeJpeg(flat, { quality: 90 })));
    const result = await taken(files);

    expect(result).toMatchObject({
      source: 'faceswap',
      pictures: 3,
      width: cropSize,
      height: cropSize,
      skipped: { withoutFace: 1, unreadable: 1 },
    });
    expect(await readdir(join(folder.path, 'crops'))).toHaveLength(3);
    for (const face of result.faces) {
      expect(face.state).toBe('kept');
      // Found in the aligned crop, a face aligns to nearly the crop itself.
      expect(face.similarity[0]).toBeCloseTo(1, 1);
      expect(Math.abs(face.similarity[2] as number)).toBeLessThan(12);
    }
  });

  it('without a face in any are refused as such', async () => {
    const flat = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 3).fill(90) };
    const wall = await made('wall.jpg', await imageCodec.encodeJpeg(flat, { quality: 90 }));
    await expect(taken([wall])).rejects.toMatchObject({ code: 'no_faces' });
  });
});

/** As faceswap's `png_write_meta` puts it in: an iTXt chunk right before the pixels. */
const withFaceswapNote = (png: Uint8Array, sourceName: string): Uint8Array => {
  const note = `{'alignments': {'landmarks_xy': [[1.0, 2.0]]}, 'source': {'source_filename': '${sourceName}'}}`;
  const data = Buffer.from(`iTXtfaceswap\0\0\0\0\0${note}`);
  const chunk = Buffer.alloc(data.length + 8);
  chunk.writeUInt32BE(data.length - 4, 0);
  data.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(data), data.length + 4);
  const at = Buffer.from(png).indexOf('IDAT') - 4;
  return Buffer.concat([png.subarray(0, at), chunk, png.subarray(at)]);
};

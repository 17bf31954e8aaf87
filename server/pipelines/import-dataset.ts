/**
 * A zip of aligned faces -> a set of photos with faces on it. Our own datasets bring their landmarks along; in those of
 * faceswap and DeepFaceLab, and in plain pictures, the face is looked for, and their notes say which one is meant.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DatasetFace,
  type DatasetSource,
  datasetFace,
  datasetHeader,
  datasetListName,
} from '#core/contract/dataset.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { FaceState } from '#core/contract/face.ts';
import type { FoundFaceRecord, JobProgress } from '#core/contract/jobs.ts';
import { likenessOf, type Weighted, weightedMean } from '#core/dataset/likeness.ts';
import { measureFace } from '#core/dataset/measure-face.ts';
import { alignFace, cropSize } from '#core/geometry/align-face.ts';
import { boxAround, centreOf } from '#core/geometry/box.ts';
import { type FramePoint, framePoint } from '#core/geometry/point.ts';
import { invertSimilarity } from '#core/geometry/similarity.ts';
import { type AlignedPicture, readAlignedPicture } from '#core/interchange/aligned-picture.ts';
import { landmarksInCrop } from '#core/interchange/dataset-face.ts';
import type { RgbImage, VideoFrame } from '#core/pixels/image.ts';
import { sampleImage } from '#core/pixels/resample.ts';
import { rgbToFrame } from '#core/pixels/rgb-to-frame.ts';
import { sharpnessOf } from '#core/pixels/sharpness.ts';
import { longestPhotoSide } from '#core/studio/photo-set.ts';
import type { FaceModels, FoundFace } from '#server/ports/face-models.ts';
import type { ImageCodec } from '#server/ports/image-codec.ts';
import type { ZipReader } from '#server/ports/zip-files.ts';
import { inBatches } from './batch.ts';
import { startPace } from './pace.ts';

export interface ImportDatasetOptions {
  readonly zip: ZipReader;
  readonly models: FaceModels;
  readonly images: ImageCodec;
  /** The pictures go here as `<number>.<extension>`, from 0. */
  readonly photosFolder: string;
  /** The crops go here as `<faceId>.jpg`. */
  readonly facesFolder: string;
  /** The person's own face from elsewhere. */
  readonly knownDescriptor: Float32Array | null;
  readonly signal: AbortSignal;
}

/** A face of the dataset, with what its maker said of it. */
export type DatasetFound = FoundFaceRecord & { readonly state: FaceState; readonly likeness: number };

export type ImportDatasetNews = { readonly progress: JobProgress } | { readonly faces: readonly DatasetFound[] };

export interface ImportedDataset {
  readonly source: DatasetSource;
  readonly pictures: number;
  /** Pictures in which no face was found, and files that are no picture. */
  readonly skipped: { readonly withoutFace: number; readonly unreadable: number };
  /** The largest of any picture, px. */
  readonly width: number;
  readonly height: number;
  /** Mean of the faces taken in, unit length. */
  readonly descriptor: number[];
}

/** @throws StudioError dataset_refused, archive_refused, no_faces */
export async function* importDataset(
  options: ImportDatasetOptions,
): AsyncGenerator<ImportDatasetNews, ImportedDataset> {
  const isOurs = options.zip.entries.some(({ name }) => name === datasetListName);
  const pictures = isOurs ? listedPictures(options) : loosePictures(options.zip);
  const expected = options.zip.entries.length - (isOurs ? 1 : 0);
  const pace = startPace({ stage: 'extracting', total: expected, unit: 'faces' });
  const skipped = { withoutFace: 0, unreadable: 0 };
  let source: DatasetSource = isOurs ? 'understudy' : 'pictures';
  let mean: Weighted = { descriptor: [], faceCount: 0 };
  let [seen, width, height] = [0, 0, 0];
  for await (const batch of inBatches(pictures, picturesAtOnce)) {
    options.signal.throwIfAborted();
    const opened = await Promise.all(batch.map((picture) => open(options.images, picture)));
    source = opened.find((picture) => picture?.note)?.note?.program ?? source;
    const readable = opened.filter((picture) => picture !== undefined);
    const placed = place(options.models, readable);
    skipped.unreadable += opened.length - readable.length;
    skipped.withoutFace += readable.length - placed.length;
    const numbered = placed.map((face, index) => ({ ...face, number: mean.faceCount + index }));
    const faces = await keep(options, numbered);
    mean = withFaces(mean, faces);
    const person = options.knownDescriptor ?? mean.descriptor;
    yield { faces: faces.map((face) => ({ ...face, likeness: likenessOf(face.descriptor, person) })) };
    seen += batch.length;
    width = Math.max(width, ...placed.map(({ image }) => image.width));
    height = Math.max(height, ...placed.map(({ image }) => image.height));
    yield { progress: pace(seen) };
  }
  if (mean.faceCount === 0)
    throw new StudioError('no_faces', 'No face was found in the pictures of this archive.', { facts: skipped });
  return { source, pictures: mean.faceCount, skipped, width, height, descriptor: Array.from(mean.descriptor) };
}

/** Descriptors are not kept: a dataset may have a hundred thousand. */
const withFaces = (mean: Weighted, faces: readonly Pick<DatasetFound, 'descriptor'>[]): Weighted => {
  const parts = faces.map(({ descriptor }) => ({ descriptor, faceCount: 1 }));
  const all = mean.faceCount > 0 ? [mean, ...parts] : parts;
  return { descriptor: weightedMean(all) ?? mean.descriptor, faceCount: mean.faceCount + faces.length };
};

/** As many as the models take at once. */
const picturesAtOnce = 8;

interface Picture {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What our own list says of it. */
  readonly listed?: DatasetFace;
}

async function* listedPictures({ zip }: ImportDatasetOptions): AsyncGenerator<Picture> {
  let isHeader = true;
  for await (const line of zip.lines(datasetListName)) {
    if (isHeader) parseLine(datasetHeader, line);
    else if (line !== '') {
      const listed = parseLine(datasetFace, line);
      yield { name: listed.file, bytes: await zip.read(listed.file), listed };
    }
    isHeader = false;
  }
}

const parseLine = <Value>(schema: { parse(value: unknown): Value }, line: string): Value => {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    const message = `This archive's ${datasetListName} is not written as this studio writes it.`;
    throw new StudioError('dataset_refused', message, { cause });
  }
};

const pictureName = /\.(jpe?g|png|webp)$/i;

/** In the order of their names, as the frames they were cut from. */
async function* loosePictures(zip: ZipReader): AsyncGenerator<Picture> {
  const names = zip.entries.map(({ name }) => name).filter((name) => pictureName.test(name));
  if (names.length === 0) throw new StudioError('dataset_refused', 'There are no pictures in this archive.');
  const collator = new Intl.Collator('en', { numeric: true });
  for (const name of names.sort(collator.compare)) yield { name, bytes: await zip.read(name) };
}

interface OpenedPicture extends Picture {
  readonly image: RgbImage;
  readonly frame: VideoFrame;
  readonly note: AlignedPicture | undefined;
}

const open = async (images: ImageCodec, picture: Picture): Promise<OpenedPicture | undefined> => {
  try {
    const image = await images.decode(picture.bytes, { maxSide: longestPhotoSide });
    const note = picture.listed ? undefined : readAlignedPicture(picture.bytes);
    return { ...picture, image, frame: rgbToFrame(image), note };
  } catch (error) {
    if (error instanceof StudioError && error.code === 'not_an_image') return undefined;
    throw error;
  }
};

interface PlacedPicture extends OpenedPicture {
  readonly face: FoundFace;
}

const place = (models: FaceModels, pictures: readonly OpenedPicture[]): PlacedPicture[] => {
  const unlisted = pictures.filter(({ listed }) => !listed);
  const found = unlisted.length > 0 ? models.find(unlisted.map(({ frame }) => frame)) : [];
  return pictures.flatMap((picture) => {
    const face = picture.listed
      ? listedFace(picture, picture.listed)
      : nearestTo(middleOf(picture), found[unlisted.indexOf(picture)] ?? []);
    return face ? [{ ...picture, face }] : [];
  });
};

/** Our crops carry their landmarks; a picture of another size than the list was made for is not ours. */
const listedFace = ({ image }: OpenedPicture, listed: DatasetFace): FoundFace => {
  if (image.width !== cropSize || image.height !== cropSize)
    throw new StudioError('dataset_refused', `A crop of this archive is not ${cropSize} px a side.`, {
      facts: { file: listed.file },
    });
  const mesh = landmarksInCrop(listed);
  return { mesh, box: boxAround(mesh), score: listed.score };
};

/** Where the face that is meant lies: the middle of its landmarks, else that of the picture. */
const middleOf = ({ note, image }: OpenedPicture): FramePoint => {
  if (!note?.landmarks) return framePoint(image.width / 2, image.height / 2);
  const [x, y] = centreOf(boxAround(note.landmarks.map(([left, top]) => framePoint(left, top))));
  return framePoint(x, y);
};

const nearestTo = ([x, y]: FramePoint, faces: readonly FoundFace[]): FoundFace | undefined => {
  const distance = ({ box }: FoundFace): number => Math.hypot(centreOf(box)[0] - x, centreOf(box)[1] - y);
  return faces.toSorted((a, b) => distance(a) - distance(b))[0];
};

type NumberedPicture = PlacedPicture & { readonly number: number };

const keep = async (
  options: ImportDatasetOptions,
  pictures: readonly NumberedPicture[],
): Promise<readonly Omit<DatasetFound, 'likeness'>[]> => {
  const descriptors = pictures.length > 0 ? options.models.describe(pictures) : [];
  return Promise.all(
    pictures.map(async (picture, index) => {
      const { face, crop } = cut(picture, Array.from(descriptors[index] as Float32Array));
      const photo = isJpeg(picture.bytes)
        ? picture.bytes
        : await options.images.encodeJpeg(picture.image, { quality: 95 });
      await writeFile(join(options.photosFolder, `${picture.number}.jpg`), photo);
      // Our own crop is the picture itself: cutting it from itself would only blur it.
      const bytes = picture.listed ? photo : await options.images.encodeJpeg(crop, { quality: 95 });
      await writeFile(join(options.facesFolder, `${face.id}.jpg`), bytes);
      return face;
    }),
  );
};

/** It has been decoded whole already; coding it anew would only blur it. */
const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8;

const cut = (
  picture: NumberedPicture,
  descriptor: number[],
): { face: Omit<DatasetFound, 'likeness'>; crop: RgbImage } => {
  const { frame, face, listed, number } = picture;
  const toCrop = alignFace(face.mesh);
  const crop = listed
    ? picture.image
    : sampleImage({ frame, toFrame: invertSimilarity(toCrop), width: cropSize, height: cropSize });
  const record: Omit<DatasetFound, 'likeness'> = {
    id: crypto.randomUUID(),
    frameIndex: number,
    timeSeconds: number,
    track: listed?.track ?? number,
    box: face.box,
    mesh: face.mesh.flat(),
    similarity: listed ? [1, 0, 0, 0] : [toCrop.a, toCrop.b, toCrop.tx, toCrop.ty],
    descriptor,
    score: face.score,
    sharpness: sharpnessOf(crop),
    sizePx: listed?.sizePx ?? Math.min(face.box.width, face.box.height),
    ...measureFace({ frame, mesh: face.mesh, crop, toCrop }),
    state: listed?.state ?? 'kept',
  };
  return { face: record, crop };
};

/** The previews of a run: small ones to leaf through, all of them as one moving picture, and fewer where there are very many. */
import { availableParallelism } from 'node:os';
import type { RgbImage } from '#core/pixels/image.ts';
import { evenly } from '#core/studio/evenly.ts';
import { previewsToDrop } from '#core/studio/kept-previews.ts';
import { type BranchPlace, comparePlaces, isLeft, placeNamed } from '#core/studio/run-branches.ts';
import { createTurns } from '#core/studio/turns.ts';
import type { RunRecord } from '#server/ports/studio-store.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface RunPreviewsService {
  /** A JPEG of the first faces of the picture, square. @throws StudioError not_found */
  thumbnail(runId: string, place: BranchPlace): Promise<Uint8Array>;
  /** An animated WebP of previews at even distances, oldest first. @throws StudioError not_found */
  timeLapse(runId: string): Promise<Uint8Array>;
}

/** Ten seconds of film; more would be a file of many megabytes. */
const timeLapseFrames = 100;
const timeLapseDelayMs = 100;
const lastFrameDelayMs = 1500;
const timeLapseMaxSide = 768;

export const createRunPreviewsService = (context: StudioContext): RunPreviewsService => {
  const { store, files, images } = context;
  const inTurn = createTurns(availableParallelism());
  const read = async (runId: string, place: BranchPlace, maxSide = Number.POSITIVE_INFINITY): Promise<RgbImage> => {
    found(await store.runs.read(runId), 'run');
    const bytes = found(await files.read(files.paths.preview(runId, place)), 'preview');
    return images.decode(bytes, { maxSide });
  };
  return {
    thumbnail: (runId, place) =>
      inTurn(async () => images.encodeJpeg(firstFaces(await read(runId, place)), { quality: 85 })),
    timeLapse: async (runId) => {
      const { branches } = found(await store.runs.read(runId), 'run');
      const all = (await previewPlaces(context, runId)).filter((place) => !isLeft(branches, place));
      const frames: RgbImage[] = [];
      for (const place of found(all.length > 0 ? evenly(all, timeLapseFrames) : undefined, 'preview'))
        frames.push(await read(runId, place, timeLapseMaxSide));
      const delaysMs = frames.map((_, index) => (index === frames.length - 1 ? lastFrameDelayMs : timeLapseDelayMs));
      return images.encodeAnimation(frames, { delaysMs });
    },
  };
};

/** In the order in which they were drawn. */
export const previewPlaces = async ({ files }: StudioContext, runId: string): Promise<BranchPlace[]> =>
  (await files.names(`${files.paths.run(runId)}/previews`))
    .filter((name) => name.endsWith('.png'))
    .flatMap((name) => placeNamed(name) ?? [])
    .sort(comparePlaces);

/** Of the run as it stands: what it has left is not drawn any longer, and stays. */
export const dropManyPreviews = async (
  context: StudioContext,
  run: Pick<RunRecord, 'id' | 'branches'>,
): Promise<void> => {
  const places = (await previewPlaces(context, run.id)).filter((place) => !isLeft(run.branches, place));
  const going = new Set(previewsToDrop(places.map(({ iteration }) => iteration)));
  for (const place of places)
    if (going.has(place.iteration)) await context.files.remove(context.files.paths.preview(run.id, place));
};

/** The first group of three columns, as high as it is wide (core/autoencoder/preview-grid.ts). */
const firstFaces = ({ width, height, data }: RgbImage): RgbImage => {
  const side = Math.min(Math.round(width / 4), height);
  const cut = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y += 1) cut.set(data.subarray(y * width * 3, (y * width + side) * 3), y * side * 3);
  return { width: side, height: side, data: cut };
};

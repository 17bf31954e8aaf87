/**
 * The job that takes in a model file that comes from anywhere: read and checked whole, then written anew as a checkpoint and
 * previews of our own making. Nothing of the file itself is kept.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cardPictureSidePx, keptCard, type ModelCard } from '#core/contract/model-card.ts';
import { refuseModel } from '#core/interchange/safetensors/shared-model.ts';
import type { JobContext, JobHandler } from '#server/jobs/job-handler.ts';
import { startPace } from '#server/pipelines/pace.ts';
import type { ImageCodec } from '#server/ports/image-codec.ts';

export const importModel: JobHandler<'import-model'> = async ({ path, runFolder }, { tools, signal, progress }) => {
  const { card, tensors, sha256 } = await tools.sharedModels.read(path, { signal, onProgress: reporting(progress) });
  const folders = { checkpoints: join(runFolder, 'checkpoints'), previews: join(runFolder, 'previews') };
  for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true });
  await writePreviews(card, { folder: folders.previews, images: tools.images });
  const { architecture, iteration } = card;
  const saved = await tools.checkpoints.write({
    path: join(folders.checkpoints, `${iteration}.safetensors`),
    tensors,
    metadata: { format: 'understudy', architecture, iteration: String(iteration), imported_sha256: sha256 },
  });
  return {
    sha256,
    card: keptCard.parse(card),
    checkpoint: { fileName: basename(saved.path), sizeBytes: saved.sizeBytes, sha256: saved.sha256 },
    previewIteration: card.pictures.at(-1)?.iteration ?? null,
  };
};

const reporting = (progress: JobContext['progress']) => {
  let pace: ReturnType<typeof startPace> | undefined;
  return (readBytes: number, ofBytes: number): void => {
    pace ??= startPace({ stage: 'reading', total: ofBytes, unit: 'bytes' });
    progress(pace(readBytes));
  };
};

/** Decoded and encoded anew: a page shows pixels of ours, never bytes of a stranger's. */
const writePreviews = async (
  { pictures }: ModelCard,
  { folder, images }: { readonly folder: string; readonly images: ImageCodec },
): Promise<void> => {
  for (const { iteration, data } of pictures) {
    const image = await images.decode(Buffer.from(data, 'base64'), { maxSide: cardPictureSidePx }).catch((cause) => {
      throw refuseModel(`its picture of iteration ${iteration} cannot be opened`, cause);
    });
    await writeFile(join(folder, `${iteration}.png`), await images.encodePng(image));
  }
};

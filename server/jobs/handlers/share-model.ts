/**
 * The job that writes a trained model as one file to be shared: the weights it draws with (their averages where these were
 * kept) and its card. The optimiser's state stays behind: it is twice the model again, of use only to go on with the very
 * faces, which are not shared; who trains on begins a run with these weights.
 */
import { readFile } from 'node:fs/promises';
import { allWeights, architectureNamed } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { weightsToDraw } from '#core/autoencoder/check-tensor.ts';
import { progressFromMetadata } from '#core/autoencoder/run-progress.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import { type CardPicture, cardPictureSidePx, modelCard } from '#core/contract/model-card.ts';
import { renamed } from '#core/graph/tensor.ts';
import { cardToMetadata } from '#core/interchange/safetensors/shared-model.ts';
import type { JobHandler } from '#server/jobs/job-handler.ts';
import type { ImageCodec } from '#server/ports/image-codec.ts';

export const shareModel: JobHandler<'share-model'> = async (payload, { tools }) => {
  const { tensors, metadata } = await tools.checkpoints.read(payload.checkpointPath);
  const weight = weightsToDraw(tensors);
  const weights = allWeights(architectureNamed(architectures, payload.card.architecture)).map((expected) =>
    renamed(weight(expected), expected.name),
  );
  const card = modelCard.parse({
    ...payload.card,
    precision: payload.card.precision ?? progressFromMetadata(metadata).precision,
    pictures: await picturesOf(payload, tools.images),
  });
  const { sizeBytes } = await tools.checkpoints.write({
    path: payload.outputPath,
    tensors: weights,
    metadata: cardToMetadata(card),
  });
  return { sizeBytes };
};

const pictureQuality = 90;

/** Smaller, and without whatever a picture file may carry beside the picture. */
const picturesOf = async ({ pictures }: JobPayload<'share-model'>, images: ImageCodec): Promise<CardPicture[]> =>
  Promise.all(
    pictures.map(async ({ iteration, path }) => {
      const image = await images.decode(await readFile(path), { maxSide: cardPictureSidePx });
      const jpeg = await images.encodeJpeg(image, { quality: pictureQuality });
      return { iteration, data: Buffer.from(jpeg).toString('base64') };
    }),
  );

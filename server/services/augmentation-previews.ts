/** What a run's augmentation would make of two people's own faces, before it begins. */
import { availableParallelism } from 'node:os';
import { exampleSheet } from '#core/autoencoder/example-sheet.ts';
import type { TrainingFace } from '#core/autoencoder/training-face.ts';
import { trainingFace } from '#core/autoencoder/training-face.ts';
import type { Augmentation } from '#core/contract/augmentation.ts';
import { augmentation } from '#core/contract/augmentation.ts';
import { StudioError } from '#core/contract/errors.ts';
import { createTurns } from '#core/studio/turns.ts';
import type { ConsentsService } from './consents.ts';
import type { StudioContext } from './studio-context.ts';

export interface AugmentationPreviewsService {
  /** A PNG; the same for the same faces, settings and seed. @throws StudioError bad_request, consent_*, no_faces */
  draw(options: {
    readonly personA: string;
    readonly personB: string;
    /** JSON, as a run's settings have it; what is not named is as usual. */
    readonly settings: string;
    readonly seed: number;
  }): Promise<Uint8Array>;
}

/** As large as shows what is done, and as models of middle size have it. */
const pictureSide = 112;
const columns = 7;

export const createAugmentationPreviewsService = (
  context: StudioContext,
  { consents }: { readonly consents: ConsentsService },
): AugmentationPreviewsService => {
  const inTurn = createTurns(availableParallelism());
  return {
    draw: async ({ personA, personB, settings, seed }) => {
      const parsed = readSettings(settings);
      await consents.require([personA, personB]);
      return inTurn(async () => {
        const faces = { a: await someFaces(context, personA), b: await someFaces(context, personB) };
        return context.images.encodePng(
          exampleSheet({ faces, augmentation: parsed, seed, size: pictureSide, columns }),
        );
      });
    },
  };
};

const readSettings = (text: string): Augmentation => {
  try {
    return augmentation.parse(JSON.parse(text));
  } catch (cause) {
    throw new StudioError('bad_request', 'These are no settings of an augmentation.', { cause });
  }
};

/** Kept ones at even distances from all over the set. */
const someFaces = async ({ store, files, images }: StudioContext, personId: string): Promise<TrainingFace[]> => {
  const kept = await store.faces.places({ personId, state: 'kept' });
  if (kept.length === 0) throw new StudioError('no_faces', 'There are no faces to show.', { facts: { personId } });
  const count = Math.min(columns, kept.length);
  const chosen = Array.from({ length: count }, (_, index) => kept[Math.floor((index * kept.length) / count)]);
  return Promise.all(
    chosen.flatMap((face) =>
      face
        ? images
            .read(files.paths.face(face.clipId, face.id, face.pictureVersion))
            .then((crop) => trainingFace(crop, pictureSide))
        : [],
    ),
  );
};

/** Which handler does which kind of job. Loaded when asked for, so that an import job never loads TensorFlow's code. */
import type { JobKind } from '#core/contract/jobs.ts';
import type { JobHandler } from './job-handler.ts';

type Registry = { readonly [Kind in JobKind]: () => Promise<JobHandler<Kind>> };

export const handlers: Registry = {
  'import-video': async () => (await import('./handlers/import-video.ts')).importVideo,
  'extract-faces': async () => (await import('./handlers/extract-faces.ts')).extractFaces,
  'import-dataset': async () => (await import('./handlers/import-dataset.ts')).importDataset,
  'train-autoencoder': async () => (await import('./handlers/train-autoencoder.ts')).trainAutoencoder,
  'convert-video': async () => (await import('./handlers/convert-video.ts')).convertVideo,
};

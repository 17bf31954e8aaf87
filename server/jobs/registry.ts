/** Which handler does which kind of job. Loaded when asked for, so that an import job never loads TensorFlow's code. */
import type { JobKind } from '#core/contract/jobs.ts';
import type { JobHandler } from './job-handler.ts';

type Registry = { readonly [Kind in JobKind]: () => Promise<JobHandler<Kind>> };

export const handlers: Registry = {
  'check-links': async () => (await import('./handlers/check-links.ts')).checkLinks,
  'download-clip': async () => (await import('./handlers/download-clip.ts')).downloadClip,
  'import-video': async () => (await import('./handlers/import-video.ts')).importVideo,
  'make-proxy': async () => (await import('./handlers/make-proxy.ts')).makeProxy,
  'extract-faces': async () => (await import('./handlers/extract-faces.ts')).extractFaces,
  'fix-face': async () => (await import('./handlers/fix-face.ts')).fixFace,
  'import-dataset': async () => (await import('./handlers/import-dataset.ts')).importDataset,
  'train-autoencoder': async () => (await import('./handlers/train-autoencoder.ts')).trainAutoencoder,
  'convert-video': async () => (await import('./handlers/convert-video.ts')).convertVideo,
  'convert-segments': async () => (await import('./handlers/convert-segments.ts')).convertSegments,
  'try-conversion': async () => (await import('./handlers/try-conversion.ts')).tryConversion,
  'export-conversion': async () => (await import('./handlers/export-conversion.ts')).exportConversion,
  'export-model': async () => (await import('./handlers/export-model.ts')).exportModel,
  'measure-looks': async () => (await import('./handlers/measure-looks.ts')).measureLooks,
  'measure-training': async () => (await import('./handlers/measure-training.ts')).measureTraining,
  'share-model': async () => (await import('./handlers/share-model.ts')).shareModel,
  'import-model': async () => (await import('./handlers/import-model.ts')).importModel,
  'import-dfm': async () => (await import('./handlers/import-dfm.ts')).importDfm,
};

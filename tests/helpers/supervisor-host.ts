/** A process that runs one job under a supervisor, to be killed without warning by a test. */
import { join } from 'node:path';
import { createSupervisor } from '#server/jobs/supervisor.ts';

const [marker = ''] = process.argv.slice(2);

const supervisor = createSupervisor({
  workerPath: join(import.meta.dirname, 'fixture-worker.ts'),
  env: {},
  concurrency: {
    'import-video': 1,
    'make-proxy': 1,
    'extract-faces': 1,
    'fix-face': 1,
    'import-dataset': 1,
    'check-links': 1,
    'download-clip': 1,
    'train-autoencoder': 1,
    'convert-video': 1,
    'convert-segments': 1,
    'try-conversion': 1,
    'export-conversion': 1,
    'export-model': 1,
    'measure-looks': 1,
    'measure-training': 1,
    'share-model': 1,
    'import-model': 1,
    'import-dfm': 1,
  },
});
await supervisor.run({
  jobId: 'one',
  kind: 'import-video',
  payload: {
    clipId: 'child-and-wait',
    sourcePath: marker,
    thumbnailPath: marker,
    frameTimesPath: marker,
    clipKind: 'video',
  },
  onStarted: () => undefined,
  onProgress: () => console.log('working'),
  onNews: async () => undefined,
  onPrinted: () => undefined,
});

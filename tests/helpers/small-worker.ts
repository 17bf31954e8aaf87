/** A worker that trains a small model, with everything else as it is in the product: tests kill it. */
import { createSafetensorsStore } from '#server/adapters/safetensors/checkpoint-store.ts';
import { createImageCodec } from '#server/adapters/sharp/image-codec.ts';
import { createTensorFlowEngine } from '#server/adapters/tensorflow/engine.ts';
import { openBatchFeed } from '#server/adapters/threads/open-batch-feed.ts';
import type { WorkerTools } from '#server/jobs/job-handler.ts';
import { handlers } from '#server/jobs/registry.ts';
import { serveJob } from '#server/jobs/serve-job.ts';
import { smallArchitectures } from './small-autoencoder.ts';

serveJob({
  handlers,
  createTools: async () =>
    ({
      images: createImageCodec(),
      checkpoints: createSafetensorsStore(),
      openBatchFeed,
      engine: () => createTensorFlowEngine({ architectures: smallArchitectures }),
    }) satisfies Partial<WorkerTools> as unknown as WorkerTools,
});

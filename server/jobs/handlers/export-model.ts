/** The job that writes a trained model as a file for other programs. */
import { stat, writeFile } from 'node:fs/promises';
import { type Architecture, architectureNamed } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { weightsToDraw } from '#core/autoencoder/check-tensor.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import { dfmModel } from '#core/interchange/onnx/dfm-model.ts';
import type { JobHandler } from '#server/jobs/job-handler.ts';
import type { CheckpointStore } from '#server/ports/checkpoint-store.ts';

export const exportModel: JobHandler<'export-model'> = async (payload, { tools, signal }) => {
  const architecture = architectureNamed(architectures, payload.architecture);
  const { chunks } = await modelOf({ payload, architecture, checkpoints: tools.checkpoints });
  await writeFile(payload.outputPath, chunks, { signal });
  return { sizeBytes: (await stat(payload.outputPath)).size };
};

const modelOf = async (options: {
  readonly payload: JobPayload<'export-model'>;
  readonly architecture: Architecture;
  readonly checkpoints: CheckpointStore;
}) => {
  const { payload, architecture, checkpoints } = options;
  const { tensors } = await checkpoints.read(payload.checkpointPath);
  return dfmModel({
    architecture,
    side: payload.to,
    weight: weightsToDraw(tensors),
    metadata: payload.metadata,
  });
};

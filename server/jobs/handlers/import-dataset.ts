/** The job that takes in a zip of aligned faces. */
import { mkdir } from 'node:fs/promises';
import type { JobHandler } from '#server/jobs/job-handler.ts';
import { importDataset as runImportDataset } from '#server/pipelines/import-dataset.ts';

export const importDataset: JobHandler<'import-dataset'> = async (payload, { tools, signal, progress, news }) => {
  const { photosFolder, facesFolder, knownDescriptor, clusterId } = payload;
  for (const folder of [photosFolder, facesFolder]) await mkdir(folder, { recursive: true });
  await using zip = await tools.zips.open(payload.zipPath);
  const steps = runImportDataset({
    zip,
    models: tools.faceModels(),
    images: tools.images,
    photosFolder,
    facesFolder,
    knownDescriptor: knownDescriptor && Float32Array.from(knownDescriptor),
    signal,
  });
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
    if ('progress' in step.value) progress(step.value.progress);
    else {
      const { faces } = step.value;
      await news({ kind: 'faces', faces: faces.map(({ state: _state, likeness: _likeness, ...face }) => face) });
      const identities = faces.map(({ id, state, likeness }) => ({ id, state, likeness, clusterId, twinOf: null }));
      await news({ kind: 'identities', identities });
    }
  }
};

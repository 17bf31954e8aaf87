/** The job that turns a clip into aligned faces. */
import { mkdir } from 'node:fs/promises';
import type { JobPayload } from '#core/contract/jobs.ts';
import type { JobHandler } from '#server/jobs/job-handler.ts';
import { extractFaces as runExtractFaces } from '#server/pipelines/extract-faces.ts';

export const extractFaces: JobHandler<'extract-faces'> = async (payload, { tools, signal, progress, news }) => {
  const { sourcePath, facts, samplesPerSecond, facesFolder, referencePath, knownDescriptor } = payload;
  await mkdir(facesFolder, { recursive: true });
  const steps = runExtractFaces({
    frames: tools.frames.readFrames({ path: sourcePath, facts, samplesPerSecond, signal }),
    expectedFrames: expectedFrames(payload),
    models: tools.faceModels(),
    images: tools.images,
    facesFolder,
    referencePath,
    knownDescriptor: knownDescriptor && Float32Array.from(knownDescriptor),
  });
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
    if ('progress' in step.value) progress(step.value.progress);
    else await news({ kind: 'faces', faces: step.value.faces });
  }
};

const expectedFrames = ({ facts, samplesPerSecond }: JobPayload<'extract-faces'>): number =>
  samplesPerSecond === null
    ? facts.frameCount
    : Math.min(facts.frameCount, Math.ceil(facts.durationSeconds * samplesPerSecond));

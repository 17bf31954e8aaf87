/** The job that turns a clip into aligned faces. */
import { mkdir } from 'node:fs/promises';
import type { JobPayload } from '#core/contract/jobs.ts';
import type { JobHandler } from '#server/jobs/job-handler.ts';
import { extractFaces as runExtractFaces } from '#server/pipelines/extract-faces.ts';
import { createFrameMemory } from '#server/pipelines/frame-memory.ts';

export const extractFaces: JobHandler<'extract-faces'> = async (payload, { tools, signal, progress, news }) => {
  const { sourcePath, facts, sampling, frameTimesPath, facesFolder, knownDescriptor } = payload;
  await mkdir(facesFolder, { recursive: true });
  const memory = createFrameMemory();
  using cutter = tools.openFaceCutter();
  const steps = runExtractFaces({
    ...payload,
    frames: tools.frames.readFrames({
      ...{ path: sourcePath, facts, ...sampling, frameTimesPath, memory, signal },
      besideWork: true,
    }),
    memory,
    expectedFrames: expectedFrames(payload),
    models: tools.clipFaceModels(),
    cutter,
    images: tools.images,
    knownDescriptor: knownDescriptor && Float32Array.from(knownDescriptor),
  });
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
    if ('progress' in step.value) progress(step.value.progress);
    else await news(step.value);
  }
};

const expectedFrames = ({ facts, sampling }: JobPayload<'extract-faces'>): number => {
  const seconds = (sampling.outSeconds ?? facts.durationSeconds) - (sampling.inSeconds ?? 0);
  return Math.ceil(Math.max(0, seconds) * Math.min(sampling.samplesPerSecond ?? facts.frameRate, facts.frameRate));
};

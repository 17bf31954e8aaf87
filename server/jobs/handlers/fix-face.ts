/** The job that measures a face which a human moved, marked or added. */
import { StudioError } from '#core/contract/errors.ts';
import type { JobHandler } from '#server/jobs/job-handler.ts';
import { fixFace as runFixFace } from '#server/pipelines/fix-face.ts';

export const fixFace: JobHandler<'fix-face'> = async (payload, { tools, signal }) => {
  const { sourcePath: path, facts, frameTimesPath, frameIndex: index, fix, cropPath } = payload;
  const frame = await tools.frames.readFrame({ path, facts, frameTimesPath, index, signal });
  if (!frame) throw new StudioError('frame_missing', 'The clip has no such frame.', { facts: { frameIndex: index } });
  const face = await runFixFace({ frame, fix, models: tools.faceModels(), images: tools.images, cropPath });
  return { ...face, timeSeconds: frame.timeSeconds };
};

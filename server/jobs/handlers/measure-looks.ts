/** The job that finds out how a face is best laid over the frames of a clip. */
import type { JobHandler } from '#server/jobs/job-handler.ts';
import { reportedPeople } from '#server/jobs/reported-people.ts';
import { openPredictors, swapOptions } from '#server/jobs/swap-drawing.ts';
import { createLookReader } from '#server/pipelines/known-looks.ts';
import { measureLooks as measure } from '#server/pipelines/measure-looks.ts';

export const measureLooks: JobHandler<'measure-looks'> = async (payload, { tools, signal }) => {
  const { sourcePath, facts, frameTimesPath } = payload;
  // Before any other graph: the face models say on how many threads the library runs one, and it listens but once.
  const models = tools.clipFaceModels();
  using opened = await openPredictors(payload, tools);
  const looks = await createLookReader(tools.images)(payload.knownFaces, opened.squareShares);
  const hands = payload.tellsCovers || payload.settings.keepInFront ? tools.handModels() : undefined;
  return await measure({
    ...{ frames: tools.frames, models, signal, asked: payload },
    clip: { path: sourcePath, facts, frameTimesPath },
    reported: reportedPeople(payload),
    swap: { ...swapOptions(payload, opened), looks, hands },
  });
};

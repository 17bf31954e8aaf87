/** The job that finds out how fast a training would go. */
import type { JobHandler } from '#server/jobs/job-handler.ts';
import { measureTraining as measure } from '#server/pipelines/measure-training.ts';

export const measureTraining: JobHandler<'measure-training'> = ({ settings, seconds }, { tools, signal }) =>
  measure({
    ...{ engine: tools.engine(), openFeed: tools.openBatchFeed, checkpoints: tools.checkpoints },
    ...{ settings, seconds, signal },
  });

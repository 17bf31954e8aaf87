/** The job that makes a version of a clip for browsers that can not play it as it is. */
import { constants, setPriority } from 'node:os';
import type { JobHandler } from '#server/jobs/job-handler.ts';
import { startPace } from '#server/pipelines/pace.ts';

export const makeProxy: JobHandler<'make-proxy'> = async ({ sourcePath, facts, proxyPath }, context) => {
  // Nobody waits for it: what finds faces and trains goes first. The program it starts inherits this.
  setPriority(constants.priority.PRIORITY_LOW);
  const pace = startPace({ stage: 'converting', total: facts.frameCount, unit: 'frames' });
  return context.tools.proxies.write({
    path: sourcePath,
    facts,
    to: proxyPath,
    onFrame: (done) => {
      if (done % framesBetweenReports === 0) context.progress(pace(done));
    },
    signal: context.signal,
  });
};

const framesBetweenReports = 25;

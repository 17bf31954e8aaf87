/** The job that renders some of a conversion's segments, for the conversion's own job to join. */
import { openSegments, planOf } from '#server/jobs/conversion-segments.ts';
import type { JobHandler } from '#server/jobs/job-handler.ts';
import { renderSegments } from '#server/jobs/render-segments.ts';
import { startPace } from '#server/pipelines/pace.ts';

export const convertSegments: JobHandler<'convert-segments'> = async (payload, context) => {
  const plan = await planOf(payload, context.tools.frames);
  const wanted = plan.filter(({ name }) => payload.segments.includes(name));
  const segments = await openSegments(payload, wanted);
  const made = new Map<string, number>();
  let [earlierSeconds, toldOf] = [0, 0];
  const pace = startPace({ stage: 'converting', total: null, unit: 'frames' });
  const isRendered = await renderSegments({
    ...{ payload, context, segments, atOnce: payload.atOnce },
    onFrames: ({ segment }, frames, earlier) => {
      earlierSeconds += earlier?.followed.spentSeconds ?? 0;
      made.set(segment.name, frames);
      const done = [...made.values()].reduce((sum, each) => sum + each, 0);
      const keptSeconds = earlier ? { keptSeconds: frames / payload.facts.frameRate } : {};
      if (earlier || done - toldOf >= framesBetweenReports) {
        toldOf = done;
        context.progress({ ...pace(done), ...keptSeconds });
      }
    },
  });
  return { isRendered, earlierSeconds };
};

const framesBetweenReports = 8;

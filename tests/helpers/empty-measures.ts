/** The measures of a report in which nothing could be measured. */
import type { ConversionReport } from '#core/contract/conversion-report.ts';

export const emptyMeasures: ConversionReport['measures'] = {
  ...{ likenessToShown: null, likenessToReplaced: null, flicker: null, seam: null },
  ...{ landmarks: null, eyes: null, mouth: null, gaze: null, jitter: null },
};

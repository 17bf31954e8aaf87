/** Addresses of pictures and videos, for `src` and `href`. */
import type { Augmentation } from '#core/contract/augmentation.ts';
import type { PreviewPlace, Side } from '#core/contract/run.ts';

export const mediaUrls = {
  /** With its version, so that a crop cut anew is not shown from the browser's memory. */
  face: (faceId: string, pictureVersion?: number) =>
    `/api/faces/${faceId}/image${pictureVersion === undefined ? '' : `?v=${pictureVersion}`}`,
  frame: (clipId: string, frameIndex: number, widthPx: number) =>
    `/api/clips/${clipId}/frames/${frameIndex}?width=${widthPx}`,
  proxy: (clipId: string) => `/api/clips/${clipId}/proxy`,
  dataset: (personId: string) => `/api/persons/${personId}/dataset`,
  reference: (personId: string) => `/api/persons/${personId}/reference`,
  clip: (clipId: string) => `/api/clips/${clipId}/source`,
  linkThumbnail: (linkId: string) => `/api/links/${linkId}/thumbnail`,
  thumbnail: (clipId: string) => `/api/clips/${clipId}/thumbnail`,
  modelExport: (runId: string, iteration: number, to: Side) => `/api/runs/${runId}/exports/${iteration}/${to}`,
  sharedModel: (runId: string, iteration: number) => `/api/runs/${runId}/shared-models/${iteration}`,
  augmentationPreview: (of: { personA: string; personB: string; augmentation: Augmentation; seed: number }) => {
    const { augmentation, ...rest } = of;
    const query = { ...rest, seed: String(of.seed), settings: JSON.stringify(augmentation) };
    return `/api/augmentation-preview?${new URLSearchParams(query)}`;
  },
  preview: (runId: string, { branch, iteration }: PreviewPlace) =>
    `/api/runs/${runId}/previews/${iteration}?branch=${branch}`,
  previewThumbnail: (runId: string, { branch, iteration }: PreviewPlace) =>
    `/api/runs/${runId}/previews/${iteration}/thumbnail?branch=${branch}`,
  jobLog: (jobId: string) => `/api/jobs/${jobId}/log.txt`,
  runLog: (runId: string) => `/api/runs/${runId}/log.txt`,
  timeLapse: (runId: string) => `/api/runs/${runId}/time-lapse`,
  video: (conversionId: string) => `/api/conversions/${conversionId}/video`,
  sideBySide: (conversionId: string) => `/api/conversions/${conversionId}/side-by-side`,
  conversionExport: (conversionId: string, exportId: string) => `/api/conversions/${conversionId}/exports/${exportId}`,
  conversionSettings: (conversionId: string) => `/api/conversions/${conversionId}/settings.json`,
  worstFrame: (conversionId: string, frame: number, person: number) =>
    `/api/conversions/${conversionId}/worst/${frame}${person === 0 ? '' : `?person=${person}`}`,
  download: (url: string) => `${url}?download=1`,
};

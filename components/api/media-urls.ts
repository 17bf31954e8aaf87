/** Addresses of pictures and videos, for `src` and `href`. */
export const mediaUrls = {
  face: (faceId: string) => `/api/faces/${faceId}/image`,
  reference: (personId: string) => `/api/persons/${personId}/reference`,
  clip: (clipId: string) => `/api/clips/${clipId}/source`,
  thumbnail: (clipId: string) => `/api/clips/${clipId}/thumbnail`,
  preview: (runId: string, iteration: number) => `/api/runs/${runId}/previews/${iteration}`,
  video: (conversionId: string) => `/api/conversions/${conversionId}/video`,
  sideBySide: (conversionId: string) => `/api/conversions/${conversionId}/side-by-side`,
  download: (url: string) => `${url}?download=1`,
};

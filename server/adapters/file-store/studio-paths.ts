/** Where each thing lies in the data folder. */
import { join, resolve } from 'node:path';
import { worstName } from '#core/studio/file-names.ts';
import { placeName } from '#core/studio/run-branches.ts';
import type { StudioPaths } from '#server/ports/studio-files.ts';

export const studioPaths = (folder: string): StudioPaths => {
  const root = resolve(folder);
  const folderOf: StudioPaths['folderOf'] = (noun, id) => join(root, noun, safePart(id));
  return {
    root,
    uploads: join(root, 'uploads'),
    database: join(root, 'studio.db'),
    parkedPhotos: join(root, 'parked'),
    folderOf,
    conversionExports: (conversionId) => join(folderOf('conversions', conversionId), 'exports'),
    conversionExport: (conversionId, exportId, extension) =>
      join(folderOf('conversions', conversionId), 'exports', `${safePart(exportId)}.${safePart(extension)}`),
    jobLogs: join(root, 'jobs'),
    jobLog: (jobId) => join(root, 'jobs', `${safePart(jobId)}.log`),
    reference: (personId) => join(folderOf('persons', personId), 'reference.jpg'),
    linkThumbnail: (linkId) => join(folderOf('links', linkId), 'thumbnail.jpg'),
    linkDownload: (linkId) => join(folderOf('links', linkId), 'download'),
    clipSource: (clipId, extension) => join(folderOf('clips', clipId), `source.${safePart(extension)}`),
    clipPhotos: (clipId) => join(folderOf('clips', clipId), 'photos'),
    clipOrigins: (clipId) => join(folderOf('clips', clipId), 'origins.json'),
    clipProxy: (clipId) => join(folderOf('clips', clipId), 'proxy.mp4'),
    clipThumbnail: (clipId) => join(folderOf('clips', clipId), 'thumbnail.jpg'),
    clipFrameTimes: (clipId) => join(folderOf('clips', clipId), 'frame-times.bin'),
    faces: (clipId) => folderOf('faces', clipId),
    face: (clipId, faceId, pictureVersion = 0) =>
      join(folderOf('faces', clipId), `${safePart(faceId)}${pictureVersion > 0 ? `.${pictureVersion}` : ''}.jpg`),
    run: (runId) => folderOf('runs', runId),
    checkpoint: (runId, fileName) => join(folderOf('runs', runId), 'checkpoints', safePart(fileName)),
    preview: (runId, place) => join(folderOf('runs', runId), 'previews', `${placeName(place)}.png`),
    exports: (runId) => join(folderOf('runs', runId), 'exports'),
    export: (runId, iteration, to) => join(folderOf('runs', runId), 'exports', `${iteration}-${to}.dfm`),
    shownFace: (runId, { set, side, faceId }) =>
      join(folderOf('runs', runId), 'shown', String(set), `${side}-${safePart(faceId)}.jpg`),
    sharedModel: (runId, iteration) => join(folderOf('runs', runId), 'exports', `${iteration}.safetensors`),
    dfmModel: (modelId) => join(folderOf('models', modelId), 'model.dfm'),
    runFaces: (runId, side) => join(folderOf('runs', runId), `faces-${side}.json`),
    runLandmarks: (runId) => join(folderOf('runs', runId), 'landmarks.f32'),
    conversionVideo: (conversionId, extension) => join(folderOf('conversions', conversionId), `result.${extension}`),
    conversionSideBySide: (conversionId) => join(folderOf('conversions', conversionId), 'side-by-side.mp4'),
    conversionReport: (conversionId) => join(folderOf('conversions', conversionId), 'report.json'),
    conversionUnfinished: (conversionId) => join(folderOf('conversions', conversionId), 'unfinished'),
    conversionSegments: (conversionId) => join(folderOf('conversions', conversionId), 'segments'),
    conversionWorst: (conversionId, frame, person) =>
      join(folderOf('conversions', conversionId), worstName(frame, person)),
  };
};

/** A last line of defence: ids are ours, but nothing may ever name a path outside its folder. */
const safePart = (part: string): string => {
  if (!/^[0-9A-Za-z][0-9A-Za-z._-]{0,127}$/.test(part))
    throw new Error(`not a name for a file: ${JSON.stringify(part)}`);
  return part;
};

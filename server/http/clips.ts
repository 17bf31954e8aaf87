import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Studio } from '#server/services/studio.ts';
import { clipRoutes } from './definitions/clips.ts';
import { sendBytes, sendFile, videoType } from './send-file.ts';

export const clipHandlers = (api: OpenAPIHono, { clips, clipFrames, extractions }: Studio): void => {
  api.openapi(clipRoutes.list, async (context) =>
    context.json(await clips.list(context.req.valid('query').personId), 200),
  );
  api.openapi(clipRoutes.import, async (context) =>
    context.json(await clips.importOpenFile(context.req.valid('json')), 202),
  );
  api.openapi(clipRoutes.openFolder, async (context) =>
    context.json(await clips.openFolder(context.req.valid('query').path), 200),
  );
  api.openapi(clipRoutes.importPaths, async (context) =>
    context.json(await clips.importPaths(context.req.valid('json')), 202),
  );
  api.openapi(clipRoutes.answerUpload, async (context) =>
    context.json(await clips.answerUpload(context.req.valid('json')), 200),
  );
  api.openapi(clipRoutes.createPhotoSet, async (context) =>
    context.json(await clips.createPhotoSet(context.req.valid('json')), 202),
  );
  api.openapi(clipRoutes.read, async (context) => context.json(await clips.read(context.req.valid('param').id), 200));
  api.openapi(clipRoutes.change, async (context) =>
    context.json(await clips.change(context.req.valid('param').id, context.req.valid('json')), 200),
  );
  api.openapi(clipRoutes.remove, async (context) => {
    await clips.remove(context.req.valid('param').id);
    return context.body(null, 204);
  });
  api.openapi(clipRoutes.source, async (context) => {
    const { path, extension } = await clips.sourceFile(context.req.valid('param').id);
    return sendFile(context, { path, type: videoType(extension) });
  });
  api.openapi(clipRoutes.proxy, async (context) =>
    sendFile(context, { path: await clips.proxyPath(context.req.valid('param').id), type: 'video/mp4' }),
  );
  api.openapi(clipRoutes.thumbnail, async (context) =>
    sendFile(context, { path: await clips.thumbnailPath(context.req.valid('param').id), type: 'image/jpeg' }),
  );
  api.openapi(clipRoutes.frame, async (context) => {
    const { id: clipId, frameIndex } = context.req.valid('param');
    const { width } = context.req.valid('query');
    const { signal } = context.req.raw;
    return sendBytes(await clipFrames.picture({ clipId, frameIndex, width, signal }), {
      type: 'image/jpeg',
      immutable: true,
    });
  });
  api.openapi(clipRoutes.extract, async (context) =>
    context.json(await extractions.start(context.req.valid('param').id, context.req.valid('json')), 202),
  );
};

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Studio } from '#server/services/studio.ts';
import { runRoutes } from './definitions/runs.ts';
import { sendBytes, sendFile } from './send-file.ts';

export const runHandlers = (
  api: OpenAPIHono,
  { runs, runSettings, runGoingBack, runLog, shownFaces, modelExports }: Studio,
): void => {
  api.openapi(runRoutes.list, async (context) => context.json(await runs.list(), 200));
  api.openapi(runRoutes.create, async (context) => context.json(await runs.create(context.req.valid('json')), 201));
  api.openapi(runRoutes.read, async (context) => context.json(await runs.read(context.req.valid('param').id), 200));
  api.openapi(runRoutes.remove, async (context) => {
    await runs.remove(context.req.valid('param').id);
    return context.body(null, 204);
  });
  api.openapi(runRoutes.command, async (context) =>
    context.json(await runs.command(context.req.valid('param').id, context.req.valid('json').command), 200),
  );
  api.openapi(runRoutes.change, async (context) =>
    context.json(await runSettings.change(context.req.valid('param').id, context.req.valid('json')), 200),
  );
  api.openapi(runRoutes.log, async (context) => context.json(await runLog.read(context.req.valid('param').id), 200));
  api.openapi(runRoutes.logText, async (context) =>
    sendBytes(await runLog.text(context.req.valid('param').id), {
      type: 'text/plain; charset=utf-8',
      downloadName: 'training-log.txt',
    }),
  );
  api.openapi(runRoutes.shownFaces, async (context) =>
    context.json(await shownFaces.offer(context.req.valid('query')), 200),
  );
  api.openapi(runRoutes.nameCheckpoint, async (context) => {
    const { id, checkpointId } = context.req.valid('param');
    return context.json(await runs.nameCheckpoint(id, checkpointId, context.req.valid('json')), 200);
  });
  api.openapi(runRoutes.removeCheckpoint, async (context) => {
    const { id, checkpointId } = context.req.valid('param');
    return context.json(await runs.removeCheckpoint(id, checkpointId), 200);
  });
  api.openapi(runRoutes.goBack, async (context) => {
    const { id, checkpointId } = context.req.valid('param');
    return context.json(await runGoingBack.goBack(id, checkpointId), 200);
  });
  api.openapi(runRoutes.curve, async (context) =>
    context.json(await runs.curve(context.req.valid('param').id, context.req.valid('query')), 200),
  );
  api.openapi(runRoutes.previews, async (context) =>
    context.json(await runs.previews(context.req.valid('param').id), 200),
  );
  api.openapi(runRoutes.preview, async (context) => {
    const { id, iteration } = context.req.valid('param');
    return sendFile(context, {
      path: await runs.previewPath(id, { iteration: Number(iteration), ...context.req.valid('query') }),
      type: 'image/png',
      immutable: true,
    });
  });
  api.openapi(runRoutes.exportModel, async (context) =>
    context.json(await modelExports.create(context.req.valid('param').id, context.req.valid('json')), 202),
  );
  api.openapi(runRoutes.exports, async (context) =>
    context.json(await modelExports.list(context.req.valid('param').id), 200),
  );
  api.openapi(runRoutes.export, async (context) => {
    const { id, iteration, to } = context.req.valid('param');
    const { path, name } = await modelExports.file(id, { iteration: Number(iteration), to });
    return sendFile(context, { path, type: 'application/octet-stream', downloadName: name });
  });
};

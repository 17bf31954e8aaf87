import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Studio } from '#server/services/studio.ts';
import { sharedModelRoutes } from './definitions/shared-models.ts';
import { sendFile } from './send-file.ts';

export const sharedModelHandlers = (api: OpenAPIHono, { sharedModels }: Studio): void => {
  api.openapi(sharedModelRoutes.create, async (context) =>
    context.json(await sharedModels.create(context.req.valid('param').id, context.req.valid('json')), 202),
  );
  api.openapi(sharedModelRoutes.list, async (context) =>
    context.json(await sharedModels.list(context.req.valid('param').id), 200),
  );
  api.openapi(sharedModelRoutes.file, async (context) => {
    const { id, iteration } = context.req.valid('param');
    const { path, name } = await sharedModels.file(id, Number(iteration));
    return sendFile(context, { path, type: 'application/octet-stream', downloadName: name });
  });
};

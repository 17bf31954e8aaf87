import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Studio } from '#server/services/studio.ts';
import { faceRoutes } from './definitions/faces.ts';
import { sendFile } from './send-file.ts';

export const faceHandlers = (api: OpenAPIHono, { faces }: Studio): void => {
  api.openapi(faceRoutes.list, async (context) => context.json(await faces.list(context.req.valid('query')), 200));
  api.openapi(faceRoutes.image, async (context) =>
    sendFile(context, {
      path: await faces.imagePath(context.req.valid('param').id),
      type: 'image/jpeg',
      immutable: true,
    }),
  );
  api.openapi(faceRoutes.setStates, async (context) =>
    context.json(await faces.setStates(context.req.valid('json')), 200),
  );
};

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Studio } from '#server/services/studio.ts';
import { lookPresetRoutes } from './definitions/look-presets.ts';

export const lookPresetHandlers = (api: OpenAPIHono, { lookPresets }: Studio): void => {
  api.openapi(lookPresetRoutes.list, async (context) => context.json(await lookPresets.list(), 200));
  api.openapi(lookPresetRoutes.create, async (context) =>
    context.json(await lookPresets.create(context.req.valid('json')), 201),
  );
  api.openapi(lookPresetRoutes.remove, async (context) => {
    await lookPresets.remove(context.req.valid('param').id);
    return context.body(null, 204);
  });
};

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Studio } from '#server/services/studio.ts';
import { dfmModelRoutes } from './definitions/dfm-models.ts';

export const dfmModelHandlers = (api: OpenAPIHono, { dfmModels }: Studio): void => {
  api.openapi(dfmModelRoutes.list, async (context) => context.json(await dfmModels.list(), 200));
  api.openapi(dfmModelRoutes.read, async (context) =>
    context.json(await dfmModels.read(context.req.valid('param').id), 200),
  );
  api.openapi(dfmModelRoutes.namePerson, async (context) =>
    context.json(await dfmModels.namePerson(context.req.valid('param').id, context.req.valid('json')), 200),
  );
  api.openapi(dfmModelRoutes.remove, async (context) => {
    await dfmModels.remove(context.req.valid('param').id);
    return context.body(null, 204);
  });
};

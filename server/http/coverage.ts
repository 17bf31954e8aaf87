import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Studio } from '#server/services/studio.ts';
import { coverageRoutes } from './definitions/coverage.ts';

export const coverageHandlers = (api: OpenAPIHono, { coverage }: Studio): void => {
  api.openapi(coverageRoutes.read, async (context) =>
    context.json(await coverage.read(context.req.valid('query')), 200),
  );
};

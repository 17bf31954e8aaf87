import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Studio } from '#server/services/studio.ts';
import { jobRoutes } from './definitions/jobs.ts';

export const jobHandlers = (api: OpenAPIHono, { jobs }: Studio): void => {
  api.openapi(jobRoutes.list, async (context) => context.json(await jobs.list(), 200));
  api.openapi(jobRoutes.cancel, async (context) => context.json(await jobs.cancel(context.req.valid('param').id), 202));
};

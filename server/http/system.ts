import type { OpenAPIHono } from '@hono/zod-openapi';
import { logLost } from '#server/services/active-job.ts';
import type { Studio } from '#server/services/studio.ts';
import { systemRoutes } from './definitions/system.ts';

export const systemHandlers = (api: OpenAPIHono, { system, sample }: Studio): void => {
  api.openapi(systemRoutes.read, async (context) => context.json(await system.read(), 200));
  api.openapi(systemRoutes.createSample, async (context) => {
    const created = await sample.create();
    void sample.begin(created).catch(logLost);
    return context.json(created, 202);
  });
};

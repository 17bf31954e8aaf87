import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Studio } from '#server/services/studio.ts';
import { jobRoutes } from './definitions/jobs.ts';
import { sendBytes } from './send-file.ts';

export const jobHandlers = (api: OpenAPIHono, { jobs, queue }: Studio): void => {
  api.openapi(jobRoutes.list, async (context) => context.json(await jobs.list(), 200));
  api.openapi(jobRoutes.pause, async (context) => context.json(await queue.pause(context.req.valid('param').id), 202));
  api.openapi(jobRoutes.resume, async (context) =>
    context.json(await queue.resume(context.req.valid('param').id), 202),
  );
  api.openapi(jobRoutes.move, async (context) =>
    context.json(await jobs.move(context.req.valid('param').id, context.req.valid('json').to), 200),
  );
  api.openapi(jobRoutes.retry, async (context) => {
    await queue.retry(context.req.valid('param').id);
    return context.body(null, 202);
  });
  api.openapi(jobRoutes.log, async (context) => {
    const text = await jobs.log(context.req.valid('param').id);
    return sendBytes(new TextEncoder().encode(text), { type: 'text/plain; charset=utf-8' });
  });
  api.openapi(jobRoutes.cancel, async (context) => context.json(await jobs.cancel(context.req.valid('param').id), 202));
};

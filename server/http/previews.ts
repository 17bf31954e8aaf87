import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Studio } from '#server/services/studio.ts';
import { previewRoutes } from './definitions/previews.ts';
import { sendBytes } from './send-file.ts';

export const previewHandlers = (api: OpenAPIHono, { runPreviews }: Studio): void => {
  api.openapi(previewRoutes.thumbnail, async (context) => {
    const { id, iteration } = context.req.valid('param');
    return sendBytes(await runPreviews.thumbnail(id, { iteration: Number(iteration), ...context.req.valid('query') }), {
      type: 'image/jpeg',
      immutable: true,
    });
  });
  api.openapi(previewRoutes.timeLapse, async (context) =>
    sendBytes(await runPreviews.timeLapse(context.req.valid('param').id), {
      type: 'image/webp',
      downloadName: 'time-lapse.webp',
    }),
  );
};

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Studio } from '#server/services/studio.ts';
import { linkRoutes } from './definitions/links.ts';
import { sendFile } from './send-file.ts';

export const linkHandlers = (api: OpenAPIHono, { links }: Studio): void => {
  api.openapi(linkRoutes.list, async (context) =>
    context.json(await links.list(context.req.valid('query').personId), 200),
  );
  api.openapi(linkRoutes.add, async (context) => context.json(await links.add(context.req.valid('json')), 202));
  api.openapi(linkRoutes.download, async (context) =>
    context.json(await links.download(context.req.valid('json').linkIds), 202),
  );
  api.openapi(linkRoutes.choose, async (context) =>
    context.json(await links.choose(context.req.valid('param').id, context.req.valid('json').indexes), 202),
  );
  api.openapi(linkRoutes.retry, async (context) => context.json(await links.retry(context.req.valid('param').id), 202));
  api.openapi(linkRoutes.remove, async (context) => {
    await links.remove(context.req.valid('param').id);
    return context.body(null, 204);
  });
  api.openapi(linkRoutes.thumbnail, async (context) =>
    sendFile(context, { path: await links.thumbnailPath(context.req.valid('param').id), type: 'image/jpeg' }),
  );
};

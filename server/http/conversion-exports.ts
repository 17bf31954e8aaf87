import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Studio } from '#server/services/studio.ts';
import { conversionExportRoutes } from './definitions/conversion-exports.ts';
import { sendBytes, sendFile } from './send-file.ts';

export const conversionExportHandlers = (api: OpenAPIHono, { conversionExports }: Studio): void => {
  api.openapi(conversionExportRoutes.list, async (context) =>
    context.json(await conversionExports.list(context.req.valid('param').id), 200),
  );
  api.openapi(conversionExportRoutes.create, async (context) =>
    context.json(await conversionExports.create(context.req.valid('param').id, context.req.valid('json')), 202),
  );
  api.openapi(conversionExportRoutes.file, async (context) => {
    const { id, exportId } = context.req.valid('param');
    const { path, name, mediaType } = await conversionExports.file(id, exportId);
    return sendFile(context, { path, type: mediaType, downloadName: name });
  });
  api.openapi(conversionExportRoutes.remove, async (context) => {
    const { id, exportId } = context.req.valid('param');
    await conversionExports.remove(id, exportId);
    return context.body(null, 204);
  });
  api.openapi(conversionExportRoutes.settings, async (context) => {
    const { text, name } = await conversionExports.settings(context.req.valid('param').id);
    return sendBytes(new TextEncoder().encode(text), { type: 'application/json', downloadName: name });
  });
};

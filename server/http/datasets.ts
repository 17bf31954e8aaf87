import { Readable } from 'node:stream';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Studio } from '#server/services/studio.ts';
import { datasetRoutes } from './definitions/datasets.ts';

export const datasetHandlers = (api: OpenAPIHono, { datasets }: Studio): void => {
  api.openapi(datasetRoutes.export, async (context) => {
    const { states } = context.req.valid('query');
    const { fileName, zip } = await datasets.export({ personId: context.req.valid('param').id, states });
    return new Response(Readable.toWeb(zip) as ReadableStream, {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${fileName}"`,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  });
};

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { TypedResponse } from 'hono';
import type { FaceIds } from '#core/contract/face-query.ts';
import type { Studio } from '#server/services/studio.ts';
import { faceRoutes } from './definitions/faces.ts';
import { sendFile } from './send-file.ts';

export const faceHandlers = (api: OpenAPIHono, { faces, faceEdits }: Studio): void => {
  api.openapi(faceRoutes.search, async (context) => sendJson(await faces.search(context.req.valid('json'))));
  api.openapi(faceRoutes.rows, async (context) => context.json(await faces.rows(context.req.valid('json').ids), 200));
  api.openapi(faceRoutes.summary, async (context) => context.json(await faces.summary(context.req.valid('json')), 200));
  api.openapi(faceRoutes.shape, async (context) => context.json(await faces.shape(context.req.valid('param').id), 200));
  api.openapi(faceRoutes.image, async (context) => {
    const { v } = context.req.valid('query');
    const path = await faces.imagePath(context.req.valid('param').id, v);
    return sendFile(context, { path, type: 'image/jpeg', immutable: v !== undefined });
  });
  api.openapi(faceRoutes.clusters, async (context) =>
    context.json(await faceEdits.clusters(context.req.valid('param').id), 200),
  );
  api.openapi(faceRoutes.clipClusters, async (context) =>
    context.json(await faceEdits.clipClusters(context.req.valid('param').id), 200),
  );
  api.openapi(faceRoutes.history, async (context) =>
    context.json(await faceEdits.history(context.req.valid('param').id), 200),
  );
  api.openapi(faceRoutes.edit, async (context) =>
    context.json(await faceEdits.edit(context.req.valid('param').id, context.req.valid('json')), 200),
  );
  api.openapi(faceRoutes.undo, async (context) =>
    context.json(await faceEdits.undo(context.req.valid('param').id), 200),
  );
  api.openapi(faceRoutes.redo, async (context) =>
    context.json(await faceEdits.redo(context.req.valid('param').id), 200),
  );
};

/** Bytes, not text: Node writes 4 MB of text to a socket three times slower than it encodes them. */
const sendJson = (reply: FaceIds): Response & TypedResponse<FaceIds, 200, 'json'> => {
  const bytes = new TextEncoder().encode(JSON.stringify(reply));
  // What context.json says of its answers by type, said of this one.
  return new Response(bytes, { headers: { 'content-type': 'application/json' } }) as ReturnType<typeof sendJson>;
};

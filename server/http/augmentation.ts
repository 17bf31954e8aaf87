import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Studio } from '#server/services/studio.ts';
import { augmentationRoutes } from './definitions/augmentation.ts';
import { sendBytes } from './send-file.ts';

export const augmentationHandlers = (api: OpenAPIHono, { augmentationPreviews }: Studio): void => {
  api.openapi(augmentationRoutes.preview, async (context) =>
    sendBytes(await augmentationPreviews.draw(context.req.valid('query')), { type: 'image/png', immutable: false }),
  );
};

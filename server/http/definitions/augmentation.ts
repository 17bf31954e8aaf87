/** Augmentation, shown on two people's own faces. */
import { createRoute, z } from '@hono/zod-openapi';
import { binary, idText, refusals } from './replies.ts';

export const augmentationRoutes = {
  preview: createRoute({
    method: 'get',
    path: '/api/augmentation-preview',
    tags: ['runs'],
    request: {
      query: z.object({
        personA: idText,
        personB: idText,
        settings: z.string().max(4000).default('{}').openapi({ description: 'JSON, as `augmentation` of a run' }),
        seed: z.coerce.number().int().min(0).default(1),
      }),
    },
    responses: {
      200: binary('image/png', "Rows of examples: A's inputs, A's targets, B's inputs, B's targets"),
      ...refusals,
    },
  }),
};

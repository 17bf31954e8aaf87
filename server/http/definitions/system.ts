/** The studio itself, and the sample project. */
import { createRoute } from '@hono/zod-openapi';
import { named } from './named-schemas.ts';
import { json, refusals } from './replies.ts';

export const systemRoutes = {
  read: createRoute({
    method: 'get',
    path: '/api/system',
    tags: ['system'],
    responses: { 200: json(named.SystemView, 'Versions, device, room on disk'), ...refusals },
  }),
  createSample: createRoute({
    method: 'post',
    path: '/api/sample',
    tags: ['sample'],
    responses: {
      202: json(
        named.SampleCreated,
        'Two people with consent records; their clips follow, and the run starts when their faces are found',
      ),
      ...refusals,
    },
  }),
};

/** Coverage: how well the faces of one person answer those of another. */
import { createRoute, z } from '@hono/zod-openapi';
import { named } from './named-schemas.ts';
import { idText, json, refusals } from './replies.ts';

export const coverageRoutes = {
  read: createRoute({
    method: 'get',
    path: '/api/coverage',
    tags: ['coverage'],
    request: { query: z.object({ personA: idText, personB: idText, clip: idText.optional() }) },
    responses: { 200: json(named.CoverageReport, 'What a training could and could not draw'), ...refusals },
  }),
};

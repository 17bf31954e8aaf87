/** The previews of a run beside the pictures themselves. */
import { createRoute, z } from '@hono/zod-openapi';
import { binary, branchQuery, idParam, refusals } from './replies.ts';

const tags = ['runs'];

export const previewRoutes = {
  thumbnail: createRoute({
    method: 'get',
    path: '/api/runs/{id}/previews/{iteration}/thumbnail',
    tags,
    request: { params: idParam.extend({ iteration: z.string().regex(/^\d{1,9}$/) }), query: branchQuery },
    responses: { 200: binary('image/jpeg', 'The first faces of the preview, square; it never changes'), ...refusals },
  }),
  timeLapse: createRoute({
    method: 'get',
    path: '/api/runs/{id}/time-lapse',
    tags,
    request: { params: idParam },
    responses: { 200: binary('image/webp', 'Previews at even distances as one moving picture'), ...refusals },
  }),
};

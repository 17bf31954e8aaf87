/** Jobs: the drawer of work in progress. */
import { createRoute, z } from '@hono/zod-openapi';
import { named } from './named-schemas.ts';
import { idParam, json, refusals } from './replies.ts';

const tags = ['jobs'];

export const jobRoutes = {
  list: createRoute({
    method: 'get',
    path: '/api/jobs',
    tags,
    responses: { 200: json(z.array(named.JobView), 'Jobs that wait or run, then the latest that ended'), ...refusals },
  }),
  cancel: createRoute({
    method: 'post',
    path: '/api/jobs/{id}/cancel',
    tags,
    request: { params: idParam },
    responses: { 202: json(named.JobView, 'The job; it ends with the state `cancelled`'), ...refusals },
  }),
};

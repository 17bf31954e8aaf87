/** Models out, for other studios. They come in as uploads of the kind `model`, through /api/uploads. */
import { createRoute, z } from '@hono/zod-openapi';
import { named } from './named-schemas.ts';
import { idParam, json, jsonBody, ranged, refusals } from './replies.ts';

const tags = ['shared models'];

export const sharedModelRoutes = {
  create: createRoute({
    method: 'post',
    path: '/api/runs/{id}/shared-models',
    tags,
    request: { params: idParam, body: jsonBody(named.CreateSharedModel) },
    responses: {
      202: json(named.JobView, 'The job that writes the best checkpoint as a safetensors file with its card'),
      ...refusals,
    },
  }),
  list: createRoute({
    method: 'get',
    path: '/api/runs/{id}/shared-models',
    tags,
    request: { params: idParam },
    responses: { 200: json(z.array(named.SharedModel), 'Shared models of the run, newest first'), ...refusals },
  }),
  file: createRoute({
    method: 'get',
    path: '/api/runs/{id}/shared-models/{iteration}',
    tags,
    request: { params: idParam.extend({ iteration: z.string().regex(/^\d{1,9}$/) }) },
    responses: {
      ...ranged('application/octet-stream', 'Weights and card (safetensors), as core/contract/model-card.ts says'),
      ...refusals,
    },
  }),
};

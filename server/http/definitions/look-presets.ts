/** Looks saved under a name. */
import { createRoute, z } from '@hono/zod-openapi';
import { named } from './named-schemas.ts';
import { idParam, json, jsonBody, nothing, refusals } from './replies.ts';

const tags = ['conversions'];

export const lookPresetRoutes = {
  list: createRoute({
    method: 'get',
    path: '/api/look-presets',
    tags,
    responses: { 200: json(z.array(named.LookPreset), 'Saved looks, oldest first'), ...refusals },
  }),
  create: createRoute({
    method: 'post',
    path: '/api/look-presets',
    tags,
    request: { body: jsonBody(named.CreateLookPreset) },
    responses: { 201: json(named.LookPreset, 'The look, saved'), ...refusals },
  }),
  remove: createRoute({
    method: 'delete',
    path: '/api/look-presets/{id}',
    tags,
    request: { params: idParam },
    responses: { 204: nothing('Gone; conversions made with it stay as they are'), ...refusals },
  }),
};

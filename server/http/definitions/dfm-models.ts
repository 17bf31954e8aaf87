/** Models of others. They come in as uploads of the kind `dfm`, through /api/uploads. */
import { createRoute, z } from '@hono/zod-openapi';
import { named } from './named-schemas.ts';
import { idParam, json, jsonBody, nothing, refusals } from './replies.ts';

const tags = ['models of others'];

export const dfmModelRoutes = {
  list: createRoute({
    method: 'get',
    path: '/api/dfm-models',
    tags,
    responses: { 200: json(z.array(named.DfmModelView), 'Models of others, newest first'), ...refusals },
  }),
  read: createRoute({
    method: 'get',
    path: '/api/dfm-models/{id}',
    tags,
    request: { params: idParam },
    responses: { 200: json(named.DfmModelView, 'The model'), ...refusals },
  }),
  namePerson: createRoute({
    method: 'put',
    path: '/api/dfm-models/{id}/person',
    tags,
    request: { params: idParam, body: jsonBody(named.NameDfmPerson) },
    responses: { 200: json(named.DfmModelView, 'The model, with the person whose face it shows'), ...refusals },
  }),
  remove: createRoute({
    method: 'delete',
    path: '/api/dfm-models/{id}',
    tags,
    request: { params: idParam },
    responses: { 204: nothing('Gone, with what was converted with it'), ...refusals },
  }),
};

/** People, their consent and their reference photo. */
import { createRoute, z } from '@hono/zod-openapi';
import { named } from './named-schemas.ts';
import { binary, idParam, idText, json, jsonBody, nothing, refusals } from './replies.ts';

const tags = ['persons'];

export const personRoutes = {
  list: createRoute({
    method: 'get',
    path: '/api/persons',
    tags,
    responses: { 200: json(z.array(named.PersonView), 'All people, oldest first'), ...refusals },
  }),
  create: createRoute({
    method: 'post',
    path: '/api/persons',
    tags,
    request: { body: jsonBody(named.CreatePerson) },
    responses: { 201: json(named.PersonView, 'The new person, still without consent'), ...refusals },
  }),
  read: createRoute({
    method: 'get',
    path: '/api/persons/{id}',
    tags,
    request: { params: idParam },
    responses: { 200: json(named.PersonView, 'The person'), ...refusals },
  }),
  rename: createRoute({
    method: 'patch',
    path: '/api/persons/{id}',
    tags,
    request: { params: idParam, body: jsonBody(named.CreatePerson) },
    responses: { 200: json(named.PersonView, 'The person under the new name'), ...refusals },
  }),
  remove: createRoute({
    method: 'delete',
    path: '/api/persons/{id}',
    tags,
    request: { params: idParam },
    responses: { 204: nothing('Gone, with every clip, face, run and conversion of theirs'), ...refusals },
  }),
  recordConsent: createRoute({
    method: 'post',
    path: '/api/persons/{id}/consents',
    tags,
    request: { params: idParam, body: jsonBody(named.CreateConsent) },
    responses: { 201: json(named.PersonView, 'The person with the new record'), ...refusals },
  }),
  withdrawConsent: createRoute({
    method: 'post',
    path: '/api/persons/{id}/consents/{consentId}/withdraw',
    tags,
    request: { params: idParam.extend({ consentId: idText }) },
    responses: { 200: json(named.PersonView, 'The person; work that used their face has been ended'), ...refusals },
  }),
  readReference: createRoute({
    method: 'get',
    path: '/api/persons/{id}/reference',
    tags,
    request: { params: idParam },
    responses: { 200: binary('image/jpeg', 'The reference photo'), ...refusals },
  }),
  writeReference: createRoute({
    method: 'put',
    path: '/api/persons/{id}/reference',
    tags,
    request: {
      params: idParam,
      body: {
        required: true,
        content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
      },
    },
    responses: {
      200: json(named.PersonView, 'The person; clips extracted from now on look for this face'),
      ...refusals,
    },
  }),
  removeReference: createRoute({
    method: 'delete',
    path: '/api/persons/{id}/reference',
    tags,
    request: { params: idParam },
    responses: { 200: json(named.PersonView, 'The person without a reference photo'), ...refusals },
  }),
};

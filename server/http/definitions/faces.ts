/** Faces: which match a query, all of one, and what a person does to them. */
import { createRoute, z } from '@hono/zod-openapi';
import { named } from './named-schemas.ts';
import { binary, idParam, json, jsonBody, refusals } from './replies.ts';

const tags = ['faces'];
const ofPerson = { params: idParam };

export const faceRoutes = {
  search: createRoute({
    method: 'post',
    path: '/api/faces/search',
    tags,
    request: { body: jsonBody(named.FaceQuery) },
    responses: { 200: json(named.FaceIds, 'Ids of all that match, in order'), ...refusals },
  }),
  rows: createRoute({
    method: 'post',
    path: '/api/faces/rows',
    tags,
    request: { body: jsonBody(named.ReadFaceRows) },
    responses: {
      200: json(z.array(named.FaceRow), 'In the order asked for, without those that are gone'),
      ...refusals,
    },
  }),
  summary: createRoute({
    method: 'post',
    path: '/api/faces/summary',
    tags,
    request: { body: jsonBody(named.FaceQuery) },
    responses: { 200: json(named.FaceSummary, 'How the faces of a query spread'), ...refusals },
  }),
  shape: createRoute({
    method: 'get',
    path: '/api/faces/{id}/shape',
    tags,
    request: { params: idParam },
    responses: { 200: json(named.FaceShape, 'Where it lies in its frame'), ...refusals },
  }),
  image: createRoute({
    method: 'get',
    path: '/api/faces/{id}/image',
    tags,
    request: {
      params: idParam,
      query: z.object({ v: z.coerce.number().int().nonnegative().optional() }),
    },
    responses: {
      200: binary('image/jpeg', 'The aligned crop, 256 px; with v, its pictureVersion, it never changes'),
      ...refusals,
    },
  }),
  clusters: createRoute({
    method: 'get',
    path: '/api/persons/{id}/clusters',
    tags,
    request: ofPerson,
    responses: {
      200: json(z.array(named.ClusterView), 'Identities met in their clips, the largest first'),
      ...refusals,
    },
  }),
  clipClusters: createRoute({
    method: 'get',
    path: '/api/clips/{id}/clusters',
    tags,
    request: { params: idParam },
    responses: {
      200: json(
        z.array(named.ClusterView),
        'Identities that the clip shows, with their faces in it, the largest first',
      ),
      ...refusals,
    },
  }),
  history: createRoute({
    method: 'get',
    path: '/api/persons/{id}/edits',
    tags,
    request: ofPerson,
    responses: { 200: json(named.EditHistory, 'What stands next to be undone and redone'), ...refusals },
  }),
  edit: createRoute({
    method: 'post',
    path: '/api/persons/{id}/edits',
    tags,
    request: { params: idParam, body: jsonBody(named.FaceEdit) },
    responses: {
      200: json(named.EditView, 'The edit, done; what was undone before can be redone no longer'),
      ...refusals,
    },
  }),
  undo: createRoute({
    method: 'post',
    path: '/api/persons/{id}/edits/undo',
    tags,
    request: ofPerson,
    responses: {
      200: json(named.EditHistory, 'What stands next now: `redo` is the edit that was undone'),
      ...refusals,
    },
  }),
  redo: createRoute({
    method: 'post',
    path: '/api/persons/{id}/edits/redo',
    tags,
    request: ofPerson,
    responses: {
      200: json(named.EditHistory, 'What stands next now: `undo` is the edit that was done again'),
      ...refusals,
    },
  }),
};

/** Faces: the review grid. */
import { createRoute, z } from '@hono/zod-openapi';
import { faceState } from '#core/contract/face.ts';
import { named } from './named-schemas.ts';
import { binary, idParam, idText, json, jsonBody, refusals } from './replies.ts';

const tags = ['faces'];

export const faceRoutes = {
  list: createRoute({
    method: 'get',
    path: '/api/faces',
    tags,
    request: {
      query: z.object({ personId: idText, state: faceState.optional(), clipId: idText.optional() }),
    },
    responses: { 200: json(z.array(named.FaceRow), 'Faces by clip and time'), ...refusals },
  }),
  image: createRoute({
    method: 'get',
    path: '/api/faces/{id}/image',
    tags,
    request: { params: idParam },
    responses: { 200: binary('image/jpeg', 'The aligned crop, 256 px; it never changes'), ...refusals },
  }),
  setStates: createRoute({
    method: 'post',
    path: '/api/faces/states',
    tags,
    request: { body: jsonBody(named.SetFaceStates) },
    responses: { 200: json(named.FaceStatesChanged, 'What was before: sent back, it undoes the change'), ...refusals },
  }),
};

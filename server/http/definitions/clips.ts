/** Clips. Uploads themselves speak tus at /api/uploads: metadata `personId` and `filename`, then the clip's id in `X-Clip-Id`. */
import { createRoute, z } from '@hono/zod-openapi';
import { named } from './named-schemas.ts';
import { binary, idParam, idText, json, jsonBody, nothing, ranged, refusals } from './replies.ts';

const tags = ['clips'];

export const clipRoutes = {
  list: createRoute({
    method: 'get',
    path: '/api/clips',
    tags,
    request: { query: z.object({ personId: idText.optional() }) },
    responses: { 200: json(z.array(named.ClipView), 'Clips, oldest first'), ...refusals },
  }),
  import: createRoute({
    method: 'post',
    path: '/api/clips/import',
    tags,
    request: { body: jsonBody(named.ImportClip) },
    responses: { 202: json(named.ClipView, 'The clip, being imported'), ...refusals },
  }),
  read: createRoute({
    method: 'get',
    path: '/api/clips/{id}',
    tags,
    request: { params: idParam },
    responses: { 200: json(named.ClipView, 'The clip'), ...refusals },
  }),
  change: createRoute({
    method: 'patch',
    path: '/api/clips/{id}',
    tags,
    request: { params: idParam, body: jsonBody(named.ChangeClip) },
    responses: { 200: json(named.ClipView, 'The clip, to be looked through so from now on'), ...refusals },
  }),
  remove: createRoute({
    method: 'delete',
    path: '/api/clips/{id}',
    tags,
    request: { params: idParam },
    responses: { 204: nothing('Gone, with its faces and conversions'), ...refusals },
  }),
  source: createRoute({
    method: 'get',
    path: '/api/clips/{id}/source',
    tags,
    request: { params: idParam },
    responses: { ...ranged('video/mp4', 'The file as imported'), ...refusals },
  }),
  thumbnail: createRoute({
    method: 'get',
    path: '/api/clips/{id}/thumbnail',
    tags,
    request: { params: idParam },
    responses: { 200: binary('image/jpeg', 'One of its frames'), ...refusals },
  }),
  frame: createRoute({
    method: 'get',
    path: '/api/clips/{id}/frames/{frameIndex}',
    tags,
    request: {
      params: idParam.extend({ frameIndex: z.coerce.number().int().nonnegative() }),
      query: z.object({ width: z.coerce.number().int().min(16).max(1920).default(960) }),
    },
    responses: { 200: binary('image/jpeg', 'One frame, upright, at most so wide; it never changes'), ...refusals },
  }),
  extract: createRoute({
    method: 'post',
    path: '/api/clips/{id}/extractions',
    tags,
    request: { params: idParam, body: jsonBody(named.ExtractFaces) },
    responses: { 202: json(named.JobView, 'The job that finds the faces anew'), ...refusals },
  }),
};

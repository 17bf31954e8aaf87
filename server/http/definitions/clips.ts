/**
 * Clips. Uploads themselves speak tus at /api/uploads: metadata `personId` and `filename`, then the clip's id in `X-Clip-Id`.
 * With the metadata `kind: photo` the upload waits for /api/photo-sets to make one set of many.
 */
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
  openFolder: createRoute({
    method: 'get',
    path: '/api/server-folders',
    tags,
    request: { query: z.object({ path: z.string().min(1).optional() }) },
    responses: {
      200: json(named.ServerFolder, 'What lies in an opened folder; without a path, those folders'),
      ...refusals,
    },
  }),
  importPaths: createRoute({
    method: 'post',
    path: '/api/server-folders/imports',
    tags,
    request: { body: jsonBody(named.ImportPaths) },
    responses: { 202: json(named.ImportedPaths, 'The clips, being imported, and what was left out'), ...refusals },
  }),
  answerUpload: createRoute({
    method: 'post',
    path: '/api/uploads/known',
    tags,
    request: { body: jsonBody(named.UploadQuestion) },
    responses: { 200: json(named.UploadAnswer, 'Whether the file has to be sent'), ...refusals },
  }),
  createPhotoSet: createRoute({
    method: 'post',
    path: '/api/photo-sets',
    tags,
    request: { body: jsonBody(named.CreatePhotoSet) },
    responses: { 202: json(named.ClipView, 'The set, being imported'), ...refusals },
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
  proxy: createRoute({
    method: 'get',
    path: '/api/clips/{id}/proxy',
    tags,
    request: { params: idParam },
    responses: { ...ranged('video/mp4', 'A version that every browser plays'), ...refusals },
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

/** Conversions: one clip rendered with a trained pair. */
import { createRoute, z } from '@hono/zod-openapi';
import { named } from './named-schemas.ts';
import { binary, idParam, json, jsonBody, nothing, ranged, refusals } from './replies.ts';

const tags = ['conversions'];
const download = z.object({ download: z.literal('1').optional() });

export const conversionRoutes = {
  list: createRoute({
    method: 'get',
    path: '/api/conversions',
    tags,
    responses: { 200: json(z.array(named.ConversionView), 'Conversions, newest first'), ...refusals },
  }),
  create: createRoute({
    method: 'post',
    path: '/api/conversions',
    tags,
    request: { body: jsonBody(named.CreateConversion) },
    responses: { 202: json(named.ConversionView, 'The conversion, queued'), ...refusals },
  }),
  trial: createRoute({
    method: 'post',
    path: '/api/conversions/trial',
    tags,
    request: { body: jsonBody(named.TryConversion) },
    responses: {
      200: binary(
        'image/jpeg',
        'One frame as the conversion would draw it: original on the left, result on the right. The header `trial-outcome` says whether a face was laid (`swapped`) or why not (`nobody`, `anotherPerson`)',
      ),
      ...refusals,
    },
  }),
  look: createRoute({
    method: 'post',
    path: '/api/conversions/look',
    tags,
    request: { body: jsonBody(named.CreateConversion) },
    responses: {
      200: json(
        named.LookPick,
        'What the conversion would choose of that which is left to measuring, and by which figures',
      ),
      ...refusals,
    },
  }),
  read: createRoute({
    method: 'get',
    path: '/api/conversions/{id}',
    tags,
    request: { params: idParam },
    responses: { 200: json(named.ConversionView, 'The conversion'), ...refusals },
  }),
  retry: createRoute({
    method: 'post',
    path: '/api/conversions/{id}/retry',
    tags,
    request: { params: idParam },
    responses: {
      202: json(named.ConversionView, 'Queued once more; it goes on from where it failed, if all is as it was'),
      ...refusals,
    },
  }),
  remove: createRoute({
    method: 'delete',
    path: '/api/conversions/{id}',
    tags,
    request: { params: idParam },
    responses: { 204: nothing('Gone, with its videos; ended first where it runs'), ...refusals },
  }),
  video: createRoute({
    method: 'get',
    path: '/api/conversions/{id}/video',
    tags,
    request: { params: idParam, query: download },
    responses: {
      ...ranged('video/*', 'The result, of the type of its format; `download=1` names it as a file'),
      ...refusals,
    },
  }),
  sideBySide: createRoute({
    method: 'get',
    path: '/api/conversions/{id}/side-by-side',
    tags,
    request: { params: idParam, query: download },
    responses: { ...ranged('video/mp4', 'Original on the left, result on the right'), ...refusals },
  }),
  report: createRoute({
    method: 'get',
    path: '/api/conversions/{id}/report',
    tags,
    request: { params: idParam },
    responses: {
      200: json(named.ConversionReport, 'How the result compares with the clip it was made of'),
      ...refusals,
    },
  }),
  worst: createRoute({
    method: 'get',
    path: '/api/conversions/{id}/worst/{frame}',
    tags,
    request: {
      params: idParam.extend({ frame: z.coerce.number().int().nonnegative() }),
      query: z.object({ person: z.coerce.number().int().nonnegative().default(0) }),
    },
    responses: {
      200: binary('image/jpeg', 'A frame that the report names: original face on the left, result on the right'),
      ...refusals,
    },
  }),
};

/** Finished conversions in other forms. */
import { createRoute, z } from '@hono/zod-openapi';
import { named } from './named-schemas.ts';
import { binary, idParam, idText, json, jsonBody, nothing, ranged, refusals } from './replies.ts';

const tags = ['conversions'];
const exportParam = idParam.extend({ exportId: idText });

export const conversionExportRoutes = {
  list: createRoute({
    method: 'get',
    path: '/api/conversions/{id}/exports',
    tags,
    request: { params: idParam },
    responses: { 200: json(z.array(named.ConversionExport), 'Exports that are written, newest first'), ...refusals },
  }),
  create: createRoute({
    method: 'post',
    path: '/api/conversions/{id}/exports',
    tags,
    request: { params: idParam, body: jsonBody(named.CreateConversionExport) },
    responses: { 202: json(named.JobView, 'The job that writes it'), ...refusals },
  }),
  file: createRoute({
    method: 'get',
    path: '/api/conversions/{id}/exports/{exportId}',
    tags,
    request: { params: exportParam },
    responses: { ...ranged('*/*', 'The file, of the type of its format, named as a download'), ...refusals },
  }),
  remove: createRoute({
    method: 'delete',
    path: '/api/conversions/{id}/exports/{exportId}',
    tags,
    request: { params: exportParam },
    responses: { 204: nothing('Gone'), ...refusals },
  }),
  settings: createRoute({
    method: 'get',
    path: '/api/conversions/{id}/settings.json',
    tags,
    request: { params: idParam },
    responses: {
      200: binary('application/json', 'The settings it was made with, its clip and its saved state, to keep beside it'),
      ...refusals,
    },
  }),
};

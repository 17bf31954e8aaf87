/** Links: addresses of videos, looked at when they come in and downloaded when asked for. */
import { createRoute, z } from '@hono/zod-openapi';
import { named } from './named-schemas.ts';
import { binary, idParam, idText, json, jsonBody, nothing, refusals } from './replies.ts';

const tags = ['links'];

export const linkRoutes = {
  list: createRoute({
    method: 'get',
    path: '/api/links',
    tags,
    request: { query: z.object({ personId: idText }) },
    responses: { 200: json(z.array(named.LinkView), 'Links of the person, as they were pasted'), ...refusals },
  }),
  add: createRoute({
    method: 'post',
    path: '/api/links',
    tags,
    request: { body: jsonBody(named.AddLinks) },
    responses: { 202: json(named.LinksAdded, 'Those being looked at, and why the others are not'), ...refusals },
  }),
  download: createRoute({
    method: 'post',
    path: '/api/links/download',
    tags,
    request: { body: jsonBody(named.DownloadLinks) },
    responses: { 202: json(z.array(named.LinkView), 'The links; those that could be are on their way'), ...refusals },
  }),
  choose: createRoute({
    method: 'post',
    path: '/api/links/{id}/choice',
    tags,
    request: { params: idParam, body: jsonBody(named.ChooseEntries) },
    responses: {
      202: json(z.array(named.LinkView), 'The links made of the chosen videos; the list is gone'),
      ...refusals,
    },
  }),
  retry: createRoute({
    method: 'post',
    path: '/api/links/{id}/retry',
    tags,
    request: { params: idParam },
    responses: { 202: json(named.LinkView, 'The link, looked at or downloaded once more'), ...refusals },
  }),
  remove: createRoute({
    method: 'delete',
    path: '/api/links/{id}',
    tags,
    request: { params: idParam },
    responses: { 204: nothing('Gone; its clip stays'), ...refusals },
  }),
  thumbnail: createRoute({
    method: 'get',
    path: '/api/links/{id}/thumbnail',
    tags,
    request: { params: idParam },
    responses: { 200: binary('image/jpeg', 'The picture its site shows for it, drawn anew'), ...refusals },
  }),
};

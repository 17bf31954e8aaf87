/** Jobs: the drawer of work in progress. */
import { createRoute, z } from '@hono/zod-openapi';
import { named } from './named-schemas.ts';
import { binary, idParam, json, jsonBody, nothing, refusals } from './replies.ts';

const tags = ['jobs'];

export const jobRoutes = {
  list: createRoute({
    method: 'get',
    path: '/api/jobs',
    tags,
    responses: { 200: json(z.array(named.JobView), 'Jobs that wait or run, then the latest that ended'), ...refusals },
  }),
  pause: createRoute({
    method: 'post',
    path: '/api/jobs/{id}/pause',
    tags,
    request: { params: idParam },
    responses: { 202: json(named.JobView, 'The job; it is `paused` when its worker has stopped'), ...refusals },
  }),
  resume: createRoute({
    method: 'post',
    path: '/api/jobs/{id}/resume',
    tags,
    request: { params: idParam },
    responses: { 202: json(named.JobView, 'The job; it is `running` when its worker goes on'), ...refusals },
  }),
  move: createRoute({
    method: 'post',
    path: '/api/jobs/{id}/move',
    tags,
    request: { params: idParam, body: jsonBody(named.MoveJob) },
    responses: { 200: json(named.JobView, 'The job, in its new place among those of its kind that wait'), ...refusals },
  }),
  retry: createRoute({
    method: 'post',
    path: '/api/jobs/{id}/retry',
    tags,
    request: { params: idParam },
    responses: { 202: nothing('What failed or was cancelled is done once more, by a job of its own'), ...refusals },
  }),
  log: createRoute({
    method: 'get',
    path: '/api/jobs/{id}/log.txt',
    tags,
    request: { params: idParam },
    responses: { 200: binary('text/plain', 'What its worker wrote, with the exact commands it ran'), ...refusals },
  }),
  cancel: createRoute({
    method: 'post',
    path: '/api/jobs/{id}/cancel',
    tags,
    request: { params: idParam },
    responses: { 202: json(named.JobView, 'The job; it ends with the state `cancelled`'), ...refusals },
  }),
};

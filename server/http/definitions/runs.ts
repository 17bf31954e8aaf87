/** Runs: one training of a pair. */
import { createRoute, z } from '@hono/zod-openapi';
import { curveQuery } from '#core/contract/curve.ts';
import { side } from '#core/contract/run.ts';
import { shownFacesQuery } from '#core/contract/shown-faces.ts';
import { named } from './named-schemas.ts';
import { binary, branchQuery, idParam, json, jsonBody, nothing, ranged, refusals } from './replies.ts';

const tags = ['runs'];

export const runRoutes = {
  list: createRoute({
    method: 'get',
    path: '/api/runs',
    tags,
    responses: { 200: json(z.array(named.RunView), 'Runs, newest first'), ...refusals },
  }),
  create: createRoute({
    method: 'post',
    path: '/api/runs',
    tags,
    request: { body: jsonBody(named.CreateRun) },
    responses: { 201: json(named.RunView, 'A draft; the command `start` begins it'), ...refusals },
  }),
  read: createRoute({
    method: 'get',
    path: '/api/runs/{id}',
    tags,
    request: { params: idParam },
    responses: { 200: json(named.RunView, 'The run'), ...refusals },
  }),
  remove: createRoute({
    method: 'delete',
    path: '/api/runs/{id}',
    tags,
    request: { params: idParam },
    responses: { 204: nothing('Gone, with its checkpoints, previews and conversions'), ...refusals },
  }),
  command: createRoute({
    method: 'post',
    path: '/api/runs/{id}/commands',
    tags,
    request: { params: idParam, body: jsonBody(named.RunCommand) },
    responses: { 200: json(named.RunView, 'The run after the command was given'), ...refusals },
  }),
  change: createRoute({
    method: 'put',
    path: '/api/runs/{id}/settings',
    tags,
    request: { params: idParam, body: jsonBody(named.ChangeRun) },
    responses: {
      200: json(named.RunView, 'The run with these settings; one at work begins again from what it saved'),
      ...refusals,
    },
  }),
  log: createRoute({
    method: 'get',
    path: '/api/runs/{id}/log',
    tags,
    request: { params: idParam },
    responses: { 200: json(named.RunLog, 'What happened to the run, oldest first'), ...refusals },
  }),
  logText: createRoute({
    method: 'get',
    path: '/api/runs/{id}/log.txt',
    tags,
    request: { params: idParam },
    responses: { 200: binary('text/plain', 'The same, a line an entry'), ...refusals },
  }),
  shownFaces: createRoute({
    method: 'get',
    path: '/api/shown-faces',
    tags,
    request: { query: shownFacesQuery },
    responses: {
      200: json(named.ShownFacesOffer, 'What previews would show of two people, and which faces are held out'),
      ...refusals,
    },
  }),
  nameCheckpoint: createRoute({
    method: 'put',
    path: '/api/runs/{id}/checkpoints/{checkpointId}/name',
    tags,
    request: { params: idParam.extend({ checkpointId: z.string() }), body: jsonBody(named.NameCheckpoint) },
    responses: { 200: json(named.RunView, 'The run; a checkpoint with a name is kept for ever'), ...refusals },
  }),
  removeCheckpoint: createRoute({
    method: 'delete',
    path: '/api/runs/{id}/checkpoints/{checkpointId}',
    tags,
    request: { params: idParam.extend({ checkpointId: z.string() }) },
    responses: { 200: json(named.RunView, 'The run without it'), ...refusals },
  }),
  goBack: createRoute({
    method: 'post',
    path: '/api/runs/{id}/checkpoints/{checkpointId}/go-back',
    tags,
    request: { params: idParam.extend({ checkpointId: z.string() }) },
    responses: { 200: json(named.RunView, 'The run, standing there; what came after is kept'), ...refusals },
  }),
  curve: createRoute({
    method: 'get',
    path: '/api/runs/{id}/curve',
    tags,
    request: { params: idParam, query: curveQuery },
    responses: { 200: json(named.Curve, 'Losses and pace over a range of iterations, in buckets'), ...refusals },
  }),
  previews: createRoute({
    method: 'get',
    path: '/api/runs/{id}/previews',
    tags,
    request: { params: idParam },
    responses: { 200: json(named.PreviewList, 'Iterations that have a preview'), ...refusals },
  }),
  preview: createRoute({
    method: 'get',
    path: '/api/runs/{id}/previews/{iteration}',
    tags,
    request: { params: idParam.extend({ iteration: z.string().regex(/^\d{1,9}$/) }), query: branchQuery },
    responses: { 200: binary('image/png', 'Rows of: face, own decoder, other decoder'), ...refusals },
  }),
  exportModel: createRoute({
    method: 'post',
    path: '/api/runs/{id}/exports',
    tags,
    request: { params: idParam, body: jsonBody(named.CreateModelExport) },
    responses: { 202: json(named.JobView, 'The job that writes the newest checkpoint as a .dfm file'), ...refusals },
  }),
  exports: createRoute({
    method: 'get',
    path: '/api/runs/{id}/exports',
    tags,
    request: { params: idParam },
    responses: { 200: json(z.array(named.ModelExport), 'Model files of the run, newest first'), ...refusals },
  }),
  export: createRoute({
    method: 'get',
    path: '/api/runs/{id}/exports/{iteration}/{to}',
    tags,
    request: { params: idParam.extend({ iteration: z.string().regex(/^\d{1,9}$/), to: side }) },
    responses: {
      ...ranged('application/octet-stream', 'The model (ONNX), as DeepFaceLive and FaceFusion load it'),
      ...refusals,
    },
  }),
};

/** Datasets out. They come in as uploads of a zip, through /api/uploads. */
import { createRoute, z } from '@hono/zod-openapi';
import { type FaceState, faceState } from '#core/contract/face.ts';
import { binary, idParam, refusals } from './replies.ts';

/** `states=kept,unsure`; kept ones where nothing is said. */
const states = z
  .string()
  .default('kept')
  .transform((list) => list.split(',') as FaceState[])
  .pipe(z.array(faceState));

export const datasetRoutes = {
  export: createRoute({
    method: 'get',
    path: '/api/persons/{id}/dataset',
    tags: ['datasets'],
    request: { params: idParam, query: z.object({ states }) },
    responses: {
      200: binary('application/zip', 'faces.jsonl and the crops, as core/contract/dataset.ts says'),
      ...refusals,
    },
  }),
};

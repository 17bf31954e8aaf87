/** What a training would take. */
import { createRoute } from '@hono/zod-openapi';
import { named } from './named-schemas.ts';
import { json, jsonBody, refusals } from './replies.ts';

const tags = ['runs'];

export const forecastRoutes = {
  forecast: createRoute({
    method: 'post',
    path: '/api/training-forecasts',
    tags,
    request: { body: jsonBody(named.ForecastOf) },
    responses: { 200: json(named.TrainingForecast, 'Memory by the graph, and how long such models took'), ...refusals },
  }),
  measure: createRoute({
    method: 'post',
    path: '/api/training-measurements',
    tags,
    request: { body: jsonBody(named.ForecastOf) },
    responses: {
      200: json(named.TrainingMeasurement, 'Its pace, from some seconds of steps on faces of chance'),
      ...refusals,
    },
  }),
};

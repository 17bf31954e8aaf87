import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Studio } from '#server/services/studio.ts';
import { forecastRoutes } from './definitions/forecasts.ts';

export const forecastHandlers = (api: OpenAPIHono, { trainingForecasts }: Studio): void => {
  api.openapi(forecastRoutes.forecast, async (context) =>
    context.json(await trainingForecasts.forecast(context.req.valid('json')), 200),
  );
  // Who asked and went away waits for no answer.
  api.openapi(forecastRoutes.measure, async (context) =>
    context.json(await trainingForecasts.measure(context.req.valid('json'), context.req.raw.signal), 200),
  );
};

/** The REST interface as an OpenAPI document, made from the definitions alone: no service runs for it. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { augmentationRoutes } from './definitions/augmentation.ts';
import { clipRoutes } from './definitions/clips.ts';
import { conversionExportRoutes } from './definitions/conversion-exports.ts';
import { conversionRoutes } from './definitions/conversions.ts';
import { coverageRoutes } from './definitions/coverage.ts';
import { datasetRoutes } from './definitions/datasets.ts';
import { dfmModelRoutes } from './definitions/dfm-models.ts';
import { faceRoutes } from './definitions/faces.ts';
import { forecastRoutes } from './definitions/forecasts.ts';
import { jobRoutes } from './definitions/jobs.ts';
import { linkRoutes } from './definitions/links.ts';
import { lookPresetRoutes } from './definitions/look-presets.ts';
import { personRoutes } from './definitions/persons.ts';
import { previewRoutes } from './definitions/previews.ts';
import { runRoutes } from './definitions/runs.ts';
import { sharedModelRoutes } from './definitions/shared-models.ts';
import { systemRoutes } from './definitions/system.ts';

export const openApiDocument = () => {
  const registry = new OpenAPIHono();
  for (const noun of [
    personRoutes,
    linkRoutes,
    clipRoutes,
    faceRoutes,
    runRoutes,
    forecastRoutes,
    sharedModelRoutes,
    dfmModelRoutes,
    previewRoutes,
    conversionRoutes,
    conversionExportRoutes,
    lookPresetRoutes,
    coverageRoutes,
    augmentationRoutes,
    datasetRoutes,
    jobRoutes,
    systemRoutes,
  ]) {
    for (const route of Object.values(noun)) registry.openAPIRegistry.registerPath(route);
  }
  return registry.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Understudy',
      version: '1',
      description: 'Uploads speak tus 1.0 at /api/uploads; what happens is told over socket.io at /api/live.',
    },
  });
};

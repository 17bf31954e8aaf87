/** The REST interface: the guard, the routes by noun, the uploads. Everything about rules is in the services. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import type { Studio } from '#server/services/studio.ts';
import { augmentationHandlers } from './augmentation.ts';
import { clipHandlers } from './clips.ts';
import { conversionExportHandlers } from './conversion-exports.ts';
import { conversionHandlers } from './conversions.ts';
import { coverageHandlers } from './coverage.ts';
import { datasetHandlers } from './datasets.ts';
import { dfmModelHandlers } from './dfm-models.ts';
import { faceHandlers } from './faces.ts';
import { forecastHandlers } from './forecasts.ts';
import type { Guard } from './guard.ts';
import { jobHandlers } from './jobs.ts';
import { linkHandlers } from './links.ts';
import { lookPresetHandlers } from './look-presets.ts';
import { openApiDocument } from './openapi-document.ts';
import { personHandlers } from './persons.ts';
import { previewHandlers } from './previews.ts';
import { createErrorHandler, refuse, refuseInvalid } from './refusals.ts';
import { runHandlers } from './runs.ts';
import { sharedModelHandlers } from './shared-models.ts';
import { systemHandlers } from './system.ts';
import { mountUploads } from './uploads/tus-uploads.ts';

/** The longest body: the states of a hundred thousand faces. Uploads have their own limit. */
const maxBodyBytes = 16 * 1024 * 1024;

export interface ApiOptions {
  readonly studio: Studio;
  readonly guard: Guard;
  readonly uploadsFolder: string;
  readonly maxUploadBytes: number;
  readonly onBug: (error: unknown) => void;
}

export const createApi = ({ studio, guard, uploadsFolder, maxUploadBytes, onBug }: ApiOptions): OpenAPIHono => {
  const api = new OpenAPIHono({ defaultHook: (result, context) => refuseInvalid(result, context) });
  api.onError(createErrorHandler(onBug));
  api.notFound((context) =>
    refuse(context, { code: 'not_found', message: 'There is nothing at this address.', facts: {} }),
  );
  api.use(async (context, next) => {
    const header = (name: string) => context.req.header(name);
    const refusal = guard.refusal({
      method: context.req.method,
      host: header('host'),
      origin: header('origin'),
      fetchSite: header('sec-fetch-site'),
      isUpgrade: false,
    });
    if (refusal) return refuse(context, refusal);
    await next();
    context.res.headers.set('x-content-type-options', 'nosniff');
    return undefined;
  });
  mountUploads(api, {
    clips: studio.clips,
    datasets: studio.datasets,
    models: studio.modelImports,
    dfms: studio.dfmModels,
    folder: uploadsFolder,
    maxBytes: maxUploadBytes,
  });
  api.use(
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: (context) =>
        refuse(context, {
          code: 'file_too_large',
          message: 'This is larger than one request may be.',
          facts: { maxBytes: maxBodyBytes },
        }),
    }),
  );
  personHandlers(api, studio);
  linkHandlers(api, studio);
  clipHandlers(api, studio);
  faceHandlers(api, studio);
  datasetHandlers(api, studio);
  runHandlers(api, studio);
  forecastHandlers(api, studio);
  sharedModelHandlers(api, studio);
  dfmModelHandlers(api, studio);
  previewHandlers(api, studio);
  conversionHandlers(api, studio);
  conversionExportHandlers(api, studio);
  lookPresetHandlers(api, studio);
  coverageHandlers(api, studio);
  augmentationHandlers(api, studio);
  jobHandlers(api, studio);
  systemHandlers(api, studio);
  const document = openApiDocument();
  api.get('/api/openapi.json', (context) => context.json(document));
  return api;
};

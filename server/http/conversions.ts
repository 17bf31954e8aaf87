import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { trialOutcomeHeader } from '#core/contract/trial.ts';
import type { Studio } from '#server/services/studio.ts';
import { conversionRoutes } from './definitions/conversions.ts';
import { sendBytes, sendFile } from './send-file.ts';

export const conversionHandlers = (api: OpenAPIHono, { conversions, trials, looks }: Studio): void => {
  api.openapi(conversionRoutes.list, async (context) => context.json(await conversions.list(), 200));
  api.openapi(conversionRoutes.create, async (context) =>
    context.json(await conversions.create(context.req.valid('json')), 202),
  );
  api.openapi(conversionRoutes.trial, async (context) => {
    const { picture, outcome } = await trials.draw(context.req.valid('json'), context.req.raw.signal);
    const response = sendBytes(picture, { type: 'image/jpeg', immutable: false });
    response.headers.set(trialOutcomeHeader, outcome);
    return response;
  });
  api.openapi(conversionRoutes.look, async (context) =>
    context.json(await looks.pick(context.req.valid('json'), context.req.raw.signal), 200),
  );
  api.openapi(conversionRoutes.read, async (context) =>
    context.json(await conversions.read(context.req.valid('param').id), 200),
  );
  api.openapi(conversionRoutes.retry, async (context) =>
    context.json(await conversions.retry(context.req.valid('param').id), 202),
  );
  api.openapi(conversionRoutes.remove, async (context) => {
    await conversions.remove(context.req.valid('param').id);
    return context.body(null, 204);
  });

  const send = async (
    context: Context,
    options: { id: string; which: 'result' | 'side-by-side'; asDownload: boolean },
  ) => {
    const { path, name, mediaType } = await conversions.video(options.id, options.which);
    return sendFile(context, { path, type: mediaType, downloadName: options.asDownload ? name : undefined });
  };
  api.openapi(conversionRoutes.video, (context) =>
    send(context, {
      id: context.req.valid('param').id,
      which: 'result',
      asDownload: context.req.valid('query').download === '1',
    }),
  );
  api.openapi(conversionRoutes.sideBySide, (context) =>
    send(context, {
      id: context.req.valid('param').id,
      which: 'side-by-side',
      asDownload: context.req.valid('query').download === '1',
    }),
  );
  api.openapi(conversionRoutes.report, async (context) =>
    context.json(await conversions.report(context.req.valid('param').id), 200),
  );
  api.openapi(conversionRoutes.worst, async (context) => {
    const { id, frame } = context.req.valid('param');
    const path = await conversions.worst(id, { frame, person: context.req.valid('query').person });
    return sendFile(context, { path, type: 'image/jpeg' });
  });
};

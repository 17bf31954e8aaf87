import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Studio } from '#server/services/studio.ts';
import { personRoutes } from './definitions/persons.ts';
import { sendFile } from './send-file.ts';

export const personHandlers = (api: OpenAPIHono, { persons }: Studio): void => {
  const idOf = (context: { req: { valid(target: 'param'): { id: string } } }) => context.req.valid('param').id;
  api.openapi(personRoutes.list, async (context) => context.json(await persons.list(), 200));
  api.openapi(personRoutes.create, async (context) =>
    context.json(await persons.create(context.req.valid('json')), 201),
  );
  api.openapi(personRoutes.read, async (context) => context.json(await persons.read(idOf(context)), 200));
  api.openapi(personRoutes.rename, async (context) =>
    context.json(await persons.rename(idOf(context), context.req.valid('json')), 200),
  );
  api.openapi(personRoutes.remove, async (context) => {
    await persons.remove(idOf(context));
    return context.body(null, 204);
  });
  api.openapi(personRoutes.recordConsent, async (context) =>
    context.json(await persons.recordConsent(idOf(context), context.req.valid('json')), 201),
  );
  api.openapi(personRoutes.withdrawConsent, async (context) => {
    const { id, consentId } = context.req.valid('param');
    return context.json(await persons.withdrawConsent(id, consentId), 200);
  });
  api.openapi(personRoutes.readReference, async (context) =>
    sendFile(context, { path: await persons.referencePath(idOf(context)), type: 'image/jpeg' }),
  );
  api.openapi(personRoutes.writeReference, async (context) => {
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    return context.json(await persons.setReference(idOf(context), bytes), 200);
  });
  api.openapi(personRoutes.removeReference, async (context) =>
    context.json(await persons.removeReference(idOf(context)), 200),
  );
};

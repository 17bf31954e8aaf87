/** A test studio behind a real port, with the live socket, as main.ts puts it together but without pages. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createApi } from '#server/http/api.ts';
import { createGuard } from '#server/http/guard.ts';
import { openGateway } from '#server/live/gateway.ts';
import type { TestStudio } from './test-studio.ts';

export const listen = async (
  scene: TestStudio,
  { maxUploadBytes = 1e6 }: { readonly maxUploadBytes?: number } = {},
): Promise<AsyncDisposable & { readonly address: string }> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const guard = createGuard({ port: () => port });
  const api = createApi({
    studio: scene.studio,
    guard,
    uploadsFolder: scene.files.paths.uploads,
    maxUploadBytes,
    onBug: (error) => {
      throw error;
    },
  });
  server.on('request', getRequestListener(api.fetch));
  const mayConnect: Parameters<typeof openGateway>[0]['mayConnect'] = ({ headers }) =>
    guard.refusal({
      method: 'GET',
      host: headers.host,
      origin: headers.origin,
      fetchSite: undefined,
      isUpgrade: true,
    }) === undefined;
  const gateway = openGateway({ server, events: scene.events, mayConnect });
  return {
    address: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      await gateway.close();
      server.closeAllConnections();
      server.close();
    },
  };
};

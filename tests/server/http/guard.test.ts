import { expect, test } from 'vitest';
import { createGuard, type Knock } from '#server/http/guard.ts';

const guard = createGuard({ port: () => 4310 });
const knock = (changes: Partial<Knock>): Knock => ({
  method: 'GET',
  host: '127.0.0.1:4310',
  origin: undefined,
  fetchSite: undefined,
  isUpgrade: false,
  ...changes,
});

test.each(['127.0.0.1:4310', 'localhost:4310', 'LOCALHOST:4310', '[::1]:4310'])(
  'its own address %s may be read',
  (host) => {
    expect(guard.refusal(knock({ host }))).toBeUndefined();
  },
);

test.each([
  undefined,
  '',
  'evil.example',
  'evil.example:4310',
  '127.0.0.1',
  'localhost:80',
  '127.0.0.1:4310.evil.example',
  '127.0.0.1.evil.example:4310',
  '0.0.0.0:4310',
])('the host %j is refused whatever is asked, and on an upgrade too', (host) => {
  for (const method of ['GET', 'POST', 'HEAD', 'OPTIONS', 'DELETE'])
    expect(guard.refusal(knock({ host, method }))?.code).toBe('host_refused');
  expect(guard.refusal(knock({ host, isUpgrade: true }))?.code).toBe('host_refused');
});

test.each([
  'null',
  '',
  'http://evil.example',
  'https://127.0.0.1:4310',
  'http://127.0.0.1:4310.evil.example',
  'http://127.0.0.1',
  'http://127.0.0.1:43100',
  'file://',
])('a page of %j may not change anything nor open a socket', (origin) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
    expect(guard.refusal(knock({ origin, method }))?.code).toBe('origin_refused');
  expect(guard.refusal(knock({ origin, isUpgrade: true }))?.code).toBe('origin_refused');
});

test.each(['cross-site', 'same-site'])('a request that the browser calls %s may not change anything', (fetchSite) => {
  expect(guard.refusal(knock({ fetchSite, method: 'POST' }))?.code).toBe('origin_refused');
});

test('its own page, and a program without an origin, may change things', () => {
  for (const origin of ['http://127.0.0.1:4310', 'http://localhost:4310', undefined]) {
    expect(
      guard.refusal(knock({ origin, method: 'POST', fetchSite: origin ? 'same-origin' : undefined })),
    ).toBeUndefined();
  }
});

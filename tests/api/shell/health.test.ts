import { DataSource } from 'typeorm';
import { createTestApi, type TestApi } from '#libs/testing';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi({ configuration: { PUBLIC_URL: 'https://measures.example' } });
});
afterAll(() => api.close());

const always = {
  'content-security-policy': expect.stringMatching(
    /script-src 'self';.*base-uri 'none'; object-src 'none'; frame-ancestors 'none'/,
  ),
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
};

test.each([
  '/health/live',
  '/health/ready',
  '/api/v1/nothing',
  '/api/v1/me',
  '/',
  '/api/docs',
  '/api/docs/assets/swagger-ui.css',
  '/api/v1/%ff',
])('%s carries the security headers', async (path) => {
  const { headers } = await api.anonymous().get(path, { headers: { origin: 'https://evil.example' } });
  expect(headers).toMatchObject(always);
  expect(headers['cache-control']).toBe(path.includes('assets') ? 'public, max-age=3600' : 'no-store');
  expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-powered-by']));
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
});

test('inline scripts are never allowed, and https is asked for only where it is served', async () => {
  const csp = async (one: TestApi) =>
    String((await one.anonymous().get('/health/live')).headers['content-security-policy']);
  expect(await csp(api)).toContain('upgrade-insecure-requests');
  const plain = await createTestApi({ databaseUrl: api.databaseUrl });
  expect(await csp(plain)).not.toContain('upgrade-insecure-requests');
  expect(await csp(plain)).not.toMatch(/script-src[^;]*unsafe/);
  expect((await plain.anonymous().get('/health/live')).headers).not.toHaveProperty('strict-transport-security');
  await plain.close();
});

test('a request id from outside is not believed', async () => {
  const { headers } = await api
    .anonymous()
    .get('/health/live', { headers: { 'x-request-id': 'mine', 'request-id': 'mine' } });
  expect(headers['x-request-id']).not.toBe('mine');
});

test('the process lives and is ready', async () => {
  expect(await api.anonymous().get('/health/live')).toMatchObject({ status: 200, body: { status: 'live' } });
  expect(await api.anonymous().get('/health/ready')).toMatchObject({
    status: 200,
    body: { status: 'ready', parts: { database: 'ok' } },
  });
});

test('without its database it lives, is not ready and says why', async () => {
  const orphan = await createTestApi({ databaseUrl: api.databaseUrl });
  await orphan.app.get(DataSource).destroy();
  expect((await orphan.anonymous().get('/health/live')).status).toBe(200);
  const reply = await orphan.anonymous().get('/health/ready');
  expect(reply).toMatchObject({ status: 503, body: { code: 'not-ready', parts: { database: 'failed' } } });
  expect(reply.headers['retry-after']).toBe('5');
  await orphan.app.close().catch(() => undefined);
});

import { Validator } from '@seriousme/openapi-schema-validator';
import { createTestApi, type TestApi } from '#libs/testing';

interface Operation {
  operationId: string;
  tags: string[];
  security: object[];
  parameters: { $ref?: string; name?: string; in?: string }[];
  responses: Record<string, { content?: object }>;
}

interface Document {
  openapi: string;
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
}

let api: TestApi;
let document: Document;
beforeAll(async () => {
  api = await createTestApi();
  document = (await api.anonymous().get<Document>('/openapi.json')).body;
});
afterAll(() => api.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, ...operation })),
  );

test('the document is valid OpenAPI 3.1', async () => {
  expect(document.openapi).toBe('3.1.0');
  expect(await new Validator().validate(structuredClone(document) as unknown as Record<string, unknown>)).toEqual({
    valid: true,
  });
  expect(JSON.stringify(document)).not.toContain('"nullable"');
});

test('it describes every route and no other', () => {
  const pages = ['GET /', 'GET /api/docs', 'GET /api/docs/start.js', 'GET /api/docs/assets/*'];
  const served = api.routes.filter((route) => !pages.includes(route)).map((route) => route.replace(/:(\w+)/g, '{$1}'));
  expect(
    operations()
      .map(({ route }) => route)
      .sort(),
  ).toEqual(served.sort());
});

test('operation ids are unique, tags are listed', () => {
  const ids = operations().map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(operations().flatMap(({ tags }) => tags))).toEqual(new Set(document.tags.map(({ name }) => name)));
});

test('every part of a path is described', () => {
  for (const { route, parameters } of operations()) {
    const described = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    expect([route, described.sort()]).toEqual([route, [...route.matchAll(/{(\w+)}/g)].map(([, name]) => name).sort()]);
  }
});

test('every operation says what it refuses and whether it needs a session', () => {
  for (const { route, security, responses } of operations()) {
    const refused = Object.entries(responses).filter(([status]) => !/^[23]/.test(status));
    expect([route, refused.every(([, { content }]) => content && 'application/problem+json' in content)]).toEqual([
      route,
      true,
    ]);
    expect([route, security.length === 0]).toEqual([route, !('401' in responses)]);
  }
});

test('the page needs nothing from elsewhere and no inline script', async () => {
  const page = await api.anonymous().get<string>('/api/docs');
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  const links = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link!);
  expect(links).toHaveLength(4);
  for (const link of links) expect([link, (await api.anonymous().get(link)).status]).toEqual([link, 200]);
  expect(page.body).not.toMatch(/<script>|<style>|\son\w+=/);
});

test.each(['package.json', 'swagger-ui.css.map', 'index.html', '..%2fpackage.json', ''])(
  '%p beside the page is not served',
  async (file) => {
    expect((await api.anonymous().get(`/api/docs/assets/${file}`)).status).toBe(404);
  },
);

test('the front door leads to the page', async () => {
  const reply = await api.anonymous().get('/');
  expect([reply.status, reply.headers['location']]).toEqual([302, '/api/docs']);
});

import { assertEveryRouteDeclared, routesOf } from '#libs/identity';
import { createTestApi, type TestApi } from '#libs/testing';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

/** `GET /api/v1/work-items/:id` and `GET work-items/:id` are the same route. */
const plain = (route: string) => route.replace(/ \/?(?:api\/v1\/?)?/, ' ').replace(/\/$/, '');

test('every route says who may use it', () => {
  assertEveryRouteDeclared(api.app);
  expect(routesOf(api.app).length).toBeGreaterThan(15);
});

test('the router serves no route that no controller declares, but for the files of the documentation page', () => {
  const declared = new Set(routesOf(api.app).map(({ route }) => plain(route)));
  const others = api.routes.filter((route) => !declared.has(plain(route)));
  expect(others.filter((route) => !route.startsWith('GET /api/docs/assets/'))).toEqual([]);
});

test('what is public is this short list', () => {
  const open = routesOf(api.app).filter(({ access }) => access?.kind === 'public');
  expect(open.map(({ route }) => route).toSorted()).toEqual([
    'GET ',
    'GET api/docs',
    'GET api/docs/start.js',
    'GET health/live',
    'GET health/ready',
    'GET openapi.json',
    'GET public/programmes/:code/figures',
    'POST sessions',
  ]);
});

test('nobody who is not signed in gets past a route that is not public', async () => {
  const closed = routesOf(api.app).filter(({ access }) => access?.kind !== 'public');
  const someId = '00000000-0000-7000-8000-000000000000';
  for (const { route } of closed) {
    const [method, path = ''] = route.split(' ');
    const url = path.replace(/:\w+/g, someId);
    const reply = await api.anonymous().send(method as 'GET', `/${url}`, method === 'GET' ? undefined : {});
    expect([route, reply.status]).toEqual([route, 401]);
  }
});

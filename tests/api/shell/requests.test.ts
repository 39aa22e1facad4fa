import { createTestApi, type TestApi, type TestClient } from '#libs/testing';
import { calls, CarelessModule, ProbeModule } from './probe.js';

const id = '0190f5a0-0000-7000-8000-000000000000';

let api: TestApi;
let anyone: TestClient;
beforeAll(async () => {
  api = await createTestApi({ more: [ProbeModule] });
  anyone = api.anonymous();
});
afterAll(() => api.close());

const post = (body: string | Buffer, type = 'application/json') =>
  anyone.send('POST', '/probe', Buffer.from(body), { headers: { 'content-type': type } });
const problem = (status: number, code: string) => ({
  status,
  body: expect.objectContaining({ status, code, type: `/problems/${code}` }),
});
const fault = (code: string, pointer?: string) =>
  expect.objectContaining({
    blockers: [expect.objectContaining({ code, ...(pointer === undefined ? {} : { pointer }) })],
  });

describe('a body is refused with 400', () => {
  test.each([
    ['when it is no JSON', '{"title":', 'json'],
    ['when it is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'json'],
    ['when it is nested 50,000 deep', '['.repeat(50_000) + ']'.repeat(50_000), 'too-deep'],
    ['when it names __proto__', '{"title":"x","__proto__":{"admin":true}}', 'forbidden-name'],
    ['when it names constructor', '{"constructor":{"prototype":{}}}', 'forbidden-name'],
    ['when a text holds NUL', '{"title":"a\\u0000b"}', 'unreadable-text'],
    ['when a text holds half a surrogate pair', '{"plan":{"steps":[{"dueOn":"\\ud800"}]}}', 'unreadable-text'],
    ['when a name holds NUL', '{"a\\u0000":1}', 'unreadable-text'],
  ])('%s', async (_, body, code) => {
    const reply = await post(body);
    expect(reply).toMatchObject(problem(400, 'bad-request'));
    expect(reply.body).toEqual(fault(code));
  });

  test('and the pointer says where', async () => {
    expect((await post('{"plan":{"steps":[{"due/On":"\\u0000"}]}}')).body).toEqual(
      fault('unreadable-text', '/plan/steps/0/due~1On'),
    );
  });
});

describe('a body of another type is refused with 415', () => {
  test.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/json\tx',
    'application/json garbage',
    'application/jsonx',
    'application/json; charset=gbk',
  ])('%s', async (type) => {
    const before = calls.make;
    expect((await post('{"title":"x"}', type)).status).toBe(415);
    expect(calls.make).toBe(before);
  });
});

test('a body over one mebibyte is refused with 413', async () => {
  expect(await post(`{"title":"${'x'.repeat(1024 * 1024)}"}`)).toMatchObject(problem(413, 'too-large'));
});

test('whole characters outside the basic plane are taken', async () => {
  const reply = await post('{"title":"\\ud83d\\ude00"}', 'application/json; charset="UTF-8"');
  expect(reply).toMatchObject({ status: 201, body: { title: '😀' } });
});

describe('faults of the content are 422, each with its pointer', () => {
  test('in the language of the reader', async () => {
    const body = {
      title: 'far too long',
      weight: 'heavy',
      extra: 1,
      nickname: 'long',
      plan: { steps: [{ dueOn: '2021-12-31' }, { due: 1 }] },
    };
    const reply = await anyone.post('/probe', body, { headers: { 'accept-language': 'zh-CN,zh;q=0.9' } });
    expect(reply).toMatchObject(problem(422, 'invalid'));
    expect(reply.headers['content-language']).toBe('zh');
    expect(reply.body['title']).toBe('内容有误');
    expect(new Set(reply.body['errors'] as object[])).toEqual(
      new Set([
        { pointer: '/extra', code: 'unknown-field', detail: '不支持此字段。' },
        { pointer: '/title', code: 'max-length', detail: '最多 10 个字符。' },
        { pointer: '/weight', code: 'choice', detail: '须为以下之一：low, high。' },
        { pointer: '/nickname', code: 'max-length', detail: '代号过长。' },
        { pointer: '/plan/steps/1/due', code: 'unknown-field', detail: '不支持此字段。' },
        { pointer: '/plan/steps/1/dueOn', code: 'required', detail: '必填。' },
      ]),
    );
  });

  test.each([['{}'], ['[]'], ['null'], ['"text"'], ['7'], ['']])('%p lacks the title', async (body) => {
    const reply = await post(body);
    expect(reply.status).toBe(422);
    expect(reply.body['errors']).toContainEqual({ pointer: '/title', code: 'required', detail: 'Required.' });
  });

  test.each([[1], [true], [['a']], [{ a: 1 }], [null]])(
    'a title of %p is no text and is not made one',
    async (title) => {
      expect((await anyone.post('/probe', { title })).status).toBe(422);
    },
  );
});

describe('a query is refused with 400', () => {
  test.each([
    ['?limit=1&limit=2', 'repeated', 'limit'],
    ['?limit=%00', 'unreadable-text', 'limit'],
    ['?unknown=1', 'unknown-field', 'unknown'],
    ['?limit=201', 'max', 'limit'],
    ['?limit[]=1', 'unknown-field', 'limit[]'],
  ])('%s', async (query, code, pointer) => {
    const reply = await anyone.get(`/probe${query}`);
    expect(reply).toMatchObject(problem(400, 'bad-request'));
    expect(reply.body).toEqual(fault(code, pointer));
  });

  test.each(['1e1', '0x10', '1.5', '-1', ' ', ''])('limit=%p is no number', async (limit) => {
    expect((await anyone.get(`/probe?limit=${encodeURIComponent(limit)}`)).status).toBe(400);
  });
});

describe('a path', () => {
  test('without a route is 404', async () => {
    expect(await anyone.get('/nothing')).toMatchObject(problem(404, 'not-found'));
    expect(await anyone.get('/probe/things/')).toMatchObject(problem(404, 'not-found'));
  });

  test.each(['17', 'x', `${id}0`, '%7B%7D'])('with the id %s is 404', async (wrong) => {
    expect(await anyone.get(`/probe/things/${wrong}`)).toMatchObject(problem(404, 'not-found'));
  });

  test.each([
    ['with broken percent-encoding', '%E0%A4%A', 400],
    ['with half a surrogate pair', '%ED%A0%80', 400],
    ['with NUL', '%00', 400],
    ['that is too long', 'x'.repeat(300), 414],
  ])('%s is refused', async (_, last, status) => {
    const reply = await anyone.get(`/probe/things/${last}`);
    expect(reply).toMatchObject({
      status,
      body: { status, instance: `urn:uuid:${String(reply.headers['x-request-id'])}` },
    });
    expect(reply.headers['content-security-policy']).toBeDefined();
  });

  test.each(['PUT', 'OPTIONS', 'PATCH'] as const)('asked with %s, which it does not answer, is 405', async (method) => {
    const reply = await anyone.send(method, '/probe');
    expect(reply).toMatchObject(problem(405, 'method-not-allowed'));
    expect(reply.headers['allow']).toBe('GET, HEAD, POST');
  });
});

test('HEAD runs no mutating handler', async () => {
  expect((await anyone.send('HEAD', '/probe/act')).status).toBe(405);
  expect((await anyone.send('HEAD', '/probe')).status).toBe(200);
});

test('an answer carries status, ETag and location', async () => {
  const reply = await anyone.post('/probe', { title: 'x' }, { key: 'k1' });
  expect(reply).toMatchObject({ status: 201, etag: '"7"', body: { title: 'x', key: 'k1' } });
  expect(reply.headers['location']).toBe('/api/v1/probe/1');
  expect(await anyone.delete(`/probe/things/${id}`)).toMatchObject({ status: 204, body: undefined });
});

test.each([
  [undefined, 428],
  ['*', 428],
  ['"x"', 400],
  ['"7", "8"', 400],
  ['W/"7"', 201],
])('If-Match %p is answered with %i', async (ifMatch, status) => {
  expect((await anyone.post('/probe/act', undefined, { ifMatch })).status).toBe(status);
});

describe('what a proxy says about the caller', () => {
  const headers = {
    host: 'measures.example',
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    forwarded: 'for=203.0.113.9',
  };

  test('is ignored when no proxy is trusted', async () => {
    const { body } = await anyone.get('/probe/address', { headers });
    expect(body).toEqual({ ip: '127.0.0.1', host: 'measures.example', protocol: 'http' });
  });

  test('is believed from a trusted one only', async () => {
    const trusting = async (proxy: string) => {
      const behind = await createTestApi({
        more: [ProbeModule],
        databaseUrl: api.databaseUrl,
        configuration: { TRUST_PROXY: [proxy] },
      });
      const { body } = await behind.anonymous().get('/probe/address', { headers });
      await behind.close();
      return body['ip'];
    };
    expect(await trusting('127.0.0.0/8')).toBe('203.0.113.9');
    expect(await trusting('10.0.0.0/8')).toBe('127.0.0.1');
  });
});

test('slow senders give way', () => {
  expect(api.app.getHttpServer()).toMatchObject({ headersTimeout: 15_000, requestTimeout: 900_000, timeout: 75_000 });
});

test('the application does not start with a handler that reads unchecked input', async () => {
  const start = createTestApi({ more: [CarelessModule], databaseUrl: api.databaseUrl });
  await expect(start).rejects.toThrow(
    'Inputs without a validated class:\n' +
      ['withoutRules: body', 'list: body', 'single: query', 'number: path']
        .map((fault) => `  - CarelessController.${fault}`)
        .join('\n'),
  );
});

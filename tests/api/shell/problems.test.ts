import { pino } from 'pino';
import { createTestApi, type TestApi, type TestClient } from '#libs/testing';
import { ProbeModule } from './probe.js';

const lines: string[] = [];
let api: TestApi;
let anyone: TestClient;
beforeAll(async () => {
  const logger = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) });
  api = await createTestApi({ more: [ProbeModule], logger });
  anyone = api.anonymous();
});
afterAll(() => api.close());
beforeEach(() => lines.splice(0));

test('a refusal is a problem per RFC 9457', async () => {
  const reply = await anyone.get('/probe/errors/blocked');
  expect(reply.headers).toMatchObject({
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': 'en',
    vary: 'Accept-Language',
  });
  expect(reply.body).toEqual({
    type: '/problems/illegal-move',
    title: 'Conflict',
    status: 409,
    detail: 'This cannot be done in the present state.',
    instance: `urn:uuid:${String(reply.headers['x-request-id'])}`,
    code: 'illegal-move',
    blockers: [{ code: 'four-eyes', message: { zh: '须由他人审核。', en: 'Somebody else must decide.' } }],
    present: 'open',
  });
  expect(lines).toEqual([]);
});

test('429 says when to come back', async () => {
  const reply = await anyone.get('/probe/errors/throttled');
  expect(reply).toMatchObject({ status: 429, body: { code: 'too-many-tries', retryAfter: 17 } });
  expect(reply.headers['retry-after']).toBe('17');
});

test.each(['secret', 'plain', 'odd', 'unknown-constraint'])(
  'what nobody foresaw (%s) tells the caller a request id and nothing else',
  async (error) => {
    const reply = await anyone.get(`/probe/errors/${error}`);
    expect(reply.status).toBe(500);
    expect(Object.keys(reply.body).sort()).toEqual(['code', 'detail', 'instance', 'status', 'title', 'type']);
    expect(reply.body).toMatchObject({
      code: 'internal',
      instance: `urn:uuid:${String(reply.headers['x-request-id'])}`,
    });
    expect(JSON.stringify(reply.body)).not.toMatch(/hunter2|nowhere|select|at .*\.[jt]s|Error:/);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      requestId: reply.headers['x-request-id'],
      route: `/api/v1/probe/errors/${error}`,
      status: 500,
    });
  },
);

test('parameters and rows of the database stay out of the log', async () => {
  await anyone.get('/probe/errors/secret');
  await anyone.get('/probe/errors/unknown-constraint');
  expect(lines).toHaveLength(2);
  expect(lines.join()).toContain('nobody_knows');
  expect(lines.join()).not.toContain('hunter2');
});

test('a statement that takes too long is 503', async () => {
  const reply = await anyone.get('/probe/errors/late');
  expect(reply).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  expect(reply.headers['retry-after']).toBe('5');
  expect(lines).toHaveLength(1);
});

test('a constraint of the table speaks as its domain error', async () => {
  expect(await anyone.get('/probe/errors/constraint')).toMatchObject({ status: 403, body: { code: 'four-eyes' } });
});

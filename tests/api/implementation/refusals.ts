import { randomUUID } from 'node:crypto';
import type { Reply, SendOptions, TestClient, Town } from '#libs/testing';

type Members = Record<string, unknown>;

/** A request that would succeed if the right person sent it. */
export interface Ready {
  method: 'POST' | 'PATCH' | 'PUT';
  path: string;
  body?: Members;
  /** The version to send as If-Match; undefined for acts that need none. */
  ifMatch?: number;
  /** Who may send it, by the name before the @. */
  by: string;
}

export function send({ method, path, body, ifMatch }: Ready, client: TestClient, options: SendOptions = {}) {
  return client.send<Members>(method, path, body, { ifMatch, ...options });
}

/** Checks a refusal's shape and that its texts are there in both languages. */
export function expectRefusal(reply: Reply<Members>, status: number, code: string): void {
  expect({ status: reply.status, code: reply.body['code'], body: reply.body }).toMatchObject({ status, code });
  expect(String(reply.headers['content-type'])).toContain('application/problem+json');
  for (const blocker of (reply.body['blockers'] ?? []) as { message: unknown }[]) {
    expect(blocker.message).toEqual({
      zh: expect.stringMatching(/\p{Script=Han}/u),
      en: expect.stringMatching(/[a-z]/),
    });
  }
}

export function codesOf(reply: Reply<Members>): string[] {
  return ((reply.body['blockers'] ?? []) as { code: string }[]).map(({ code }) => code);
}

export function pointersOf(reply: Reply<Members>): string[] {
  return ((reply.body['errors'] ?? []) as { pointer: string }[]).map(({ pointer }) => pointer);
}

/** What every act refuses, whoever asks whatever about which item. `ready` makes a new request for each test. */
export function refusesLikeEveryAct(
  town: () => Town,
  ready: () => Promise<Ready>,
  wrongRoles: readonly string[],
  { takesBody = true } = {},
): void {
  it('a stranger: 401', async () => {
    const request = await ready();
    const reply = await town().untouched(() => send(request, town().api.anonymous()));
    expectRefusal(reply, 401, 'not-signed-in');
  });

  it.each(wrongRoles)('%s, who has no right to it: 403', async (who) => {
    const request = await ready();
    const client = await town().as(who);
    expectRefusal(await town().untouched(() => send(request, client)), 403, 'forbidden');
  });

  it.each(['not-an-id', randomUUID()])('the unknown id %s: 404', async (id) => {
    const request = await ready();
    const client = await town().as(request.by);
    const path = request.path.replace(/[0-9a-f-]{36}/, id);
    expectRefusal(await town().untouched(() => send({ ...request, path }, client)), 404, 'not-found');
  });

  it('a broken Idempotency-Key: 400', async () => {
    const request = await ready();
    const client = await town().as(request.by);
    expectRefusal(await town().untouched(() => send(request, client, { key: 'a b' })), 400, 'bad-request');
  });

  if (!takesBody) return;
  it('broken JSON: 400', async () => {
    const { method, path, ifMatch, by } = await ready();
    const client = await town().as(by);
    const headers = { 'content-type': 'application/json' };
    const reply = await town().untouched(() =>
      client.send<Members>(method, path, Buffer.from('{"reason": '), { ifMatch, headers }),
    );
    expectRefusal(reply, 400, 'bad-request');
  });

  it('an unknown field: 422 with its pointer', async () => {
    const request = await ready();
    const client = await town().as(request.by);
    const reply = await town().untouched(() =>
      send({ ...request, body: { ...request.body, status: 'approved' } }, client),
    );
    expectRefusal(reply, 422, 'invalid');
    expect(pointersOf(reply)).toContain('/status');
  });
}

/** What every act on something that has a version refuses. `elsewhere` moves the item on behind the actor's back. */
export function refusesWithoutTheVersion(
  town: () => Town,
  ready: () => Promise<Ready>,
  elsewhere: (request: Ready) => Promise<{ move: string }>,
): void {
  it.each([
    ['no If-Match', undefined, 428, 'version-required'],
    ['If-Match *', '*', 428, 'version-required'],
    ['a garbled If-Match', '"one"', 400, 'bad-request'],
    ['two versions', '"1", "2"', 400, 'bad-request'],
  ] as const)('%s', async (_, ifMatch, status, code) => {
    const request = await ready();
    const client = await town().as(request.by);
    const reply = await town().untouched(() =>
      client.send<Members>(request.method, request.path, request.body, { ifMatch }),
    );
    expectRefusal(reply, status, code);
  });

  it('the version before the first: 412, and everything that this person may know of', async () => {
    const request = await ready();
    const client = await town().as(request.by);
    const reply = await town().untouched(() => send({ ...request, ifMatch: 0 }, client));
    expectRefusal(reply, 412, 'stale-version');
    expect(reply.body['changes']).toContainEqual(expect.objectContaining({ version: 1, move: 'open-item', by: null }));
  });

  it('a version of the future: 412', async () => {
    const request = await ready();
    const client = await town().as(request.by);
    const reply = await town().untouched(() => send({ ...request, ifMatch: request.ifMatch! + 1 }, client));
    expectRefusal(reply, 412, 'stale-version');
  });

  it('a stale version: 412, and what has happened since', async () => {
    const request = await ready();
    const { move } = await elsewhere(request);
    const client = await town().as(request.by);
    const reply = await town().untouched(() => send(request, client));
    expectRefusal(reply, 412, 'stale-version');
    expect(reply.body).toMatchObject({
      seenVersion: request.ifMatch,
      presentVersion: request.ifMatch! + 1,
      changes: [
        {
          version: request.ifMatch! + 1,
          move,
          text: { zh: expect.any(String), en: expect.any(String) },
          by: { zh: expect.any(String), en: expect.any(String) },
          at: expect.any(String),
        },
      ],
    });
  });
}

import { hash } from '@node-rs/argon2';
import { Database } from '#libs/database';
import { type Actor, type Grant, Passwords, permissionsOf } from '#libs/identity';
import { identityApi, type IdentityApi, password } from './identity-api.js';

let api: IdentityApi;

beforeAll(async () => {
  api = await identityApi();
});

afterAll(() => api.close());

describe('refused alike, whatever the cause', () => {
  it('a wrong password, an unknown address, a disabled account and a disabled person', async () => {
    const [enabled, disabled, gone] = [await api.somebody(), await api.somebody(), await api.somebody()];
    await api.uow.run((tx) => api.people.disableAccount(tx, disabled.accountId));
    await api.uow.run((tx) => tx.change('update person set disabled_at = now() where id = $1', [gone.personId]));

    const answers = [
      await api.signIn(enabled.email, 'not the password'),
      await api.signIn('nobody@demo.example'),
      await api.signIn(disabled.email),
      await api.signIn(gone.email),
    ];

    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect({ ...answer.json<object>(), instance: '' }).toEqual({ ...answers[0]!.json<object>(), instance: '' });
      expect(answer.json()).toMatchObject({ code: 'sign-in-failed', status: 401 });
    }
  });

  it('an unknown address costs one verification of the usual kind, as a known one does', async () => {
    const known = await api.somebody();
    const verify = jest.spyOn(app(Passwords), 'verify');
    await api.signIn(known.email, 'not the password');
    await api.signIn('nobody.at.all@demo.example', 'not the password');
    expect(verify.mock.calls).toEqual([
      [expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/), 'not the password'],
      [undefined, 'not the password'],
    ]);
    verify.mockRestore();
  });
});

it('a password that changes while the old one is being verified opens no session', async () => {
  const somebody = await api.somebody();
  const changed = await app(Passwords).hash('another long password');
  const answer = await api.uow.run(async (tx) => {
    await tx.change('update account set password_hash = $2 where id = $1', [somebody.accountId, changed]);
    const signingIn = api.signIn(somebody.email);
    await Promise.race([signingIn, somebodyWaits()]);
    return [signingIn];
  });
  expect((await answer[0]!).statusCode).toBe(401);
});

describe('a broken body', () => {
  it.each([
    ['nothing', {}],
    ['no password', { email: 'a@demo.example' }],
    ['an empty password', { email: 'a@demo.example', password: '' }],
    ['a list as password', { email: 'a@demo.example', password: ['x'] }],
    ['a number as address', { email: 7, password }],
    ['no address', { email: 'somebody', password }],
    ['a header in the address', { email: 'a@demo.example\r\nBcc: b@demo.example', password }],
    ['an endless password', { email: 'a@demo.example', password: 'x'.repeat(257) }],
    ['a field too many', { email: 'a@demo.example', password, role: 'coordinator' }],
  ])('%s is 422', async (_, payload) => {
    const answer = await api.app.inject({ method: 'POST', url: '/api/v1/sessions', payload });
    expect(answer.statusCode).toBe(422);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

describe('sessions change hands only by signing in', () => {
  it('a cookie planted beforehand is not upgraded', async () => {
    const planted = `session=${'A'.repeat(43)}`;
    const answer = await api.signIn((await api.somebody()).email, password, { cookie: planted });
    expect(answer.statusCode).toBe(201);
    expect(String(answer.headers['set-cookie'])).not.toContain('AAAA');
    expect((await api.get('me', planted)).statusCode).toBe(401);
  });

  it('signing in again gives a new session and ends the one of the same browser', async () => {
    const somebody = await api.somebody();
    const first = await api.cookieOf(somebody);
    const answer = await api.signIn(somebody.email, password, { cookie: first });
    const second = String(answer.headers['set-cookie']).split(';')[0]!;
    expect(second).not.toBe(first);
    expect((await api.get('me', first)).statusCode).toBe(401);
    expect((await api.get('me', second)).statusCode).toBe(200);
  });

  it('a failed sign-in leaves the present session alone', async () => {
    const somebody = await api.somebody();
    const cookie = await api.cookieOf(somebody);
    await api.signIn(somebody.email, 'not the password', { cookie });
    expect((await api.get('me', cookie)).statusCode).toBe(200);
  });
});

describe('signing in', () => {
  it('answers with the person, roles and permissions, and with a cookie that scripts cannot read', async () => {
    const grants: Grant[] = [
      { role: 'regional-editor', region: '320100' },
      { role: 'regional-lead', region: '320500' },
    ];
    const somebody = await api.somebody(...grants.toReversed());
    const answer = await api.signIn(` ${somebody.email.toUpperCase()} `);
    expect(answer.statusCode).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['set-cookie']).toMatch(/^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(answer.json()).toEqual({
      person: {
        id: somebody.personId,
        name: { zh: expect.any(String), en: expect.any(String) },
        language: 'zh',
        timeZone: 'Asia/Shanghai',
      },
      email: somebody.email,
      roles: ['regional-editor', 'regional-lead'],
      grants,
      permissions: permissionsOf({ grants } as unknown as Actor),
      standsInFor: [],
      substitutes: [],
    });
    expect(answer.body).not.toMatch(/hash|token/i);
  });

  it('keeps no token in clear', async () => {
    const cookie = await api.cookieOf(await api.somebody());
    const rows = await api.uow.run((tx) => tx.rows<{ text: string }>('select session::text as text from session'));
    const token = cookie.slice('session='.length);
    for (const form of [token, Buffer.from(token).toString('hex'), Buffer.from(token, 'base64url').toString('hex')]) {
      expect(rows.some(({ text }) => text.includes(form))).toBe(false);
    }
  });

  it('reads the whole password, and the same text typed on another system', async () => {
    const long = 'é'.repeat(74) + 'abcdef';
    const somebody = await withHash(await app(Passwords).hash(long));
    expect((await api.signIn(somebody.email, `${'é'.repeat(74)}Xbcdef`)).statusCode).toBe(401);
    expect((await api.signIn(somebody.email, long.normalize('NFD'))).statusCode).toBe(201);
  });

  it('renews a hash of an older cost', async () => {
    const old = await hash(password, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    const somebody = await withHash(old);
    expect((await api.signIn(somebody.email)).statusCode).toBe(201);
    const row = await api.uow.run((tx) =>
      tx.row<{ hash: string }>('select password_hash as hash from account where id = $1', [somebody.accountId]),
    );
    expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await api.signIn(somebody.email)).statusCode).toBe(201);
  });

  it('under https the cookie belongs to this host alone', async () => {
    const secure = await identityApi({ PUBLIC_URL: 'https://measures.example' });
    const somebody = await secure.somebody();
    const answer = await secure.signIn(somebody.email);
    expect(answer.headers['set-cookie']).toMatch(/^__Host-session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
    const token = /=([\w-]+);/.exec(String(answer.headers['set-cookie']))![1]!;
    expect((await secure.get('me', `__Host-session=${token}`)).statusCode).toBe(200);
    expect((await secure.get('me', `session=${token}`)).statusCode).toBe(401);
    await secure.close();
  });
});

/** Until a transaction waits for the lock of another, two seconds at most. */
async function somebodyWaits(): Promise<void> {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  for (let look = 0; look < 200 && !(await app(Database).row(waiting)); look += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function withHash(passwordHash: string) {
  const somebody = await api.somebody();
  await api.uow.run((tx) =>
    tx.change('update account set password_hash = $2 where id = $1', [somebody.accountId, passwordHash]),
  );
  return somebody;
}

function app<T>(type: new (...parts: never[]) => T): T {
  return api.app.get(type, { strict: false });
}

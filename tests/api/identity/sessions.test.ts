import { identityApi, type IdentityApi } from './identity-api.js';

let api: IdentityApi;

beforeAll(async () => {
  api = await identityApi();
});

afterAll(() => api.close());

const minute = 60;
const hour = 60 * minute;

describe('refused: GET me', () => {
  it('without a cookie', async () => {
    const answer = await api.get('me');
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ code: 'not-signed-in' });
  });

  it.each([
    ['an unknown token', `session=${'x'.repeat(43)}`],
    ['an empty token', 'session='],
    ['no token at all', 'session'],
    ['a token of another length', `session=${'x'.repeat(44)}`],
    ['a token with other characters', `session=${'%'.repeat(43)}`],
    ['another cookie', `sessions=${'x'.repeat(43)}`],
  ])('with %s', async (_, cookie) => {
    expect((await api.get('me', cookie)).statusCode).toBe(401);
  });

  it('with two cookies of the name, of which one was planted', async () => {
    const cookie = await api.cookieOf(await api.somebody());
    expect((await api.get('me', `session=${'x'.repeat(43)}; ${cookie}`)).statusCode).toBe(401);
    expect((await api.get('me', `${cookie}; ${cookie}`)).statusCode).toBe(401);
    expect((await api.get('me', `theme=dark; ${cookie}; language=zh`)).statusCode).toBe(200);
  });

  it('with the token as bearer or in the address', async () => {
    const token = (await api.cookieOf(await api.somebody())).slice('session='.length);
    const bearer = await api.app.inject({
      method: 'GET',
      url: '/api/v1/me',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(bearer.statusCode).toBe(401);
    expect((await api.get(`me?session=${token}`)).statusCode).toBe(401);
  });

  it('after too long without a request', async () => {
    const cookie = await api.cookieOf(await api.somebody());
    api.clock.passSeconds(29 * minute);
    expect((await api.get('me', cookie)).statusCode).toBe(200);
    api.clock.passSeconds(29 * minute);
    expect((await api.get('me', cookie)).statusCode).toBe(200);
    api.clock.passSeconds(30 * minute);
    expect((await api.get('me', cookie)).statusCode).toBe(401);
  });

  it('after its last hour, however busy it was', async () => {
    const cookie = await api.cookieOf(await api.somebody());
    for (let passed = 0; passed < 7 * hour + 40 * minute; passed += 20 * minute) {
      api.clock.passSeconds(20 * minute);
      expect((await api.get('me', cookie)).statusCode).toBe(200);
    }
    api.clock.passSeconds(20 * minute);
    expect((await api.get('me', cookie)).statusCode).toBe(401);
  });

  it('at the request after the account was disabled', async () => {
    const somebody = await api.somebody();
    const cookie = await api.cookieOf(somebody);
    await api.uow.run((tx) => api.people.disableAccount(tx, somebody.accountId));
    expect((await api.get('me', cookie)).statusCode).toBe(401);
  });

  it('at the request after an account was closed by hand, its sessions forgotten', async () => {
    const somebody = await api.somebody();
    const cookie = await api.cookieOf(somebody);
    await api.uow.run((tx) => tx.change('update account set disabled_at = now() where id = $1', [somebody.accountId]));
    expect((await api.get('me', cookie)).statusCode).toBe(401);
  });

  it('and enabling the account does not bring its old sessions back', async () => {
    const somebody = await api.somebody();
    const cookie = await api.cookieOf(somebody);
    await api.uow.run((tx) => api.people.disableAccount(tx, somebody.accountId));
    await api.uow.run((tx) => tx.change('update account set disabled_at = null where id = $1', [somebody.accountId]));
    expect((await api.get('me', cookie)).statusCode).toBe(401);
  });

  it('at the request after the person was disabled', async () => {
    const somebody = await api.somebody();
    const cookie = await api.cookieOf(somebody);
    await api.uow.run((tx) => tx.change('update person set disabled_at = now() where id = $1', [somebody.personId]));
    expect((await api.get('me', cookie)).statusCode).toBe(401);
  });
});

describe('signing out', () => {
  const signOut = (cookie?: string) =>
    api.app.inject({ method: 'DELETE', url: '/api/v1/sessions/current', headers: cookie ? { cookie } : {} });

  it('is refused without a session', async () => {
    expect((await signOut()).statusCode).toBe(401);
  });

  it('ends this session and no other, and clears what the browser keeps', async () => {
    const somebody = await api.somebody();
    const [here, elsewhere] = [await api.cookieOf(somebody), await api.cookieOf(somebody)];
    const answer = await signOut(here);
    expect(answer.statusCode).toBe(204);
    expect(answer.body).toBe('');
    expect(answer.headers['set-cookie']).toBe('session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
    expect(answer.headers['clear-site-data']).toBe('"cache", "storage"');
    expect((await api.get('me', here)).statusCode).toBe(401);
    expect((await signOut(here)).statusCode).toBe(401);
    expect((await api.get('me', elsewhere)).statusCode).toBe(200);
  });
});

describe('what a request costs', () => {
  const lastSeen = (personId: string) =>
    api.uow.run((tx) =>
      tx.row<{ at: Date; version: string }>(
        'select last_seen_at as at, xmin::text as version from session where person_id = $1',
        [personId],
      ),
    );

  it('writes at most once a minute', async () => {
    const somebody = await api.somebody();
    const cookie = await api.cookieOf(somebody);
    const before = await lastSeen(somebody.personId);
    api.clock.passSeconds(59);
    const transactions = jest.spyOn(api.uow, 'run');
    await api.get('me', cookie);
    expect(transactions).not.toHaveBeenCalled();
    transactions.mockRestore();
    expect(await lastSeen(somebody.personId)).toEqual(before);
    api.clock.passSeconds(1);
    await Promise.all([api.get('me', cookie), api.get('me', cookie), api.get('me', cookie)]);
    expect((await lastSeen(somebody.personId))?.at).toEqual(api.clock.now());
  });

  it('old sessions of the account go when it signs in again', async () => {
    const somebody = await api.somebody();
    await api.cookieOf(somebody);
    api.clock.passSeconds(31 * 24 * hour);
    await api.cookieOf(somebody);
    const row = await api.uow.run((tx) =>
      tx.row<{ count: number }>('select count(*)::int as count from session where person_id = $1', [somebody.personId]),
    );
    expect(row?.count).toBe(1);
  });
});

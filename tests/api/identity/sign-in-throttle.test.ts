import { Passwords } from '#libs/identity';
import { identityApi, type IdentityApi, password } from './identity-api.js';

let api: IdentityApi;

beforeAll(async () => {
  api = await identityApi();
  // Hundreds of real verifications would take seconds, and what is counted here is counted before them.
  const passwords = api.app.get(Passwords, { strict: false });
  jest
    .spyOn(passwords, 'verify')
    .mockImplementation(async (stored, given) => stored !== undefined && given === password);
});

afterAll(() => api.close());

/** Signs in from an address; tries are sent together unless awaited one by one. */
const from = (remoteAddress: string, email: string, given: string) =>
  api.app.inject({ method: 'POST', url: '/api/v1/sessions', remoteAddress, payload: { email, password: given } });

const statuses = (answers: { statusCode: number }[]) => answers.map(({ statusCode }) => statusCode);
const times = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

describe('one account from one address', () => {
  it('twenty wrong tries at once: ten are looked at, then it says when to come back', async () => {
    const { email } = await api.somebody();
    const answers = await times(20, () => from('203.0.113.1', email, 'not the password'));
    expect(statuses(answers).filter((status) => status === 401)).toHaveLength(10);
    const slowed = answers.filter(({ statusCode }) => statusCode === 429);
    expect(slowed).toHaveLength(10);
    expect(slowed[0]!.json()).toMatchObject({ code: 'too-many-tries', retryAfter: 30 });
    expect(slowed[0]!.headers['retry-after']).toBe('30');
  });

  it('while slowed down even the right password is not looked at; after the wait it is', async () => {
    const { email } = await api.somebody();
    await times(10, () => from('203.0.113.2', email, 'not the password'));
    expect((await from('203.0.113.2', email, password)).statusCode).toBe(429);
    api.clock.passSeconds(30);
    expect((await from('203.0.113.2', email, password)).statusCode).toBe(201);
  });

  it('asking while slowed down does not prolong the wait', async () => {
    const { email } = await api.somebody();
    await times(40, () => from('203.0.113.3', email, 'not the password'));
    api.clock.passSeconds(30);
    expect((await from('203.0.113.3', email, 'not the password')).statusCode).toBe(401);
  });

  it('another spelling of the address is the same account', async () => {
    const { email } = await api.somebody();
    await times(10, () => from('203.0.113.4', email, 'not the password'));
    expect((await from('203.0.113.4', ` ${email.toUpperCase()}`, 'not the password')).statusCode).toBe(429);
  });

  it('an unknown account is slowed down in the same way', async () => {
    const answers = await times(11, () => from('203.0.113.5', 'nobody@demo.example', 'not the password'));
    expect(statuses(answers).filter((status) => status === 429)).toHaveLength(1);
  });

  it('the right password forgets the wrong ones', async () => {
    const { email } = await api.somebody();
    for (let round = 0; round < 3; round += 1) {
      await times(9, () => from('203.0.113.6', email, 'not the password'));
      expect((await from('203.0.113.6', email, password)).statusCode).toBe(201);
    }
  });
});

it('wrong tries elsewhere do not keep the owner out', async () => {
  const { email } = await api.somebody();
  await times(20, () => from('203.0.113.10', email, 'not the password'));
  expect((await from('203.0.113.11', email, password)).statusCode).toBe(201);
});

it('a hundred wrong tries from many addresses slow down strangers, not an address that the owner used before', async () => {
  const { email } = await api.somebody();
  expect((await from('198.51.100.1', email, password)).statusCode).toBe(201);
  const answers = await times(101, (index) => from(`198.51.100.${10 + (index % 20)}`, email, 'not the password'));
  expect(statuses(answers).filter((status) => status === 429)).toHaveLength(1);
  expect((await from('198.51.100.99', email, password)).statusCode).toBe(429);
  expect((await from('198.51.100.1', email, password)).statusCode).toBe(201);
});

describe('one password on many accounts', () => {
  it('is slowed down after two hundred, whatever own accounts are used in between', async () => {
    const [own, another] = [await api.somebody(), await api.somebody()];
    await from('192.0.2.1', own.email, password);
    const answers = await times(199, (index) =>
      from('192.0.2.1', `target.${index}@demo.example`, 'Summer-holiday-2026'),
    );
    expect(new Set(statuses(answers))).toEqual(new Set([401]));
    expect((await from('192.0.2.1', own.email, password)).statusCode).toBe(201);
    expect((await from('192.0.2.1', another.email, password)).statusCode).toBe(201);
    await from('192.0.2.1', 'target.200@demo.example', 'Summer-holiday-2026');
    expect((await from('192.0.2.1', 'target.201@demo.example', 'Summer-holiday-2026')).statusCode).toBe(429);
  });

  it('and those who signed in from there before still can', async () => {
    const somebody = await api.somebody();
    await from('192.0.2.2', somebody.email, password);
    await times(201, (index) => from('192.0.2.2', `aim.${index}@demo.example`, 'Summer-holiday-2026'));
    expect((await from('192.0.2.2', 'aim.999@demo.example', 'Summer-holiday-2026')).statusCode).toBe(429);
    expect((await from('192.0.2.2', somebody.email, password)).statusCode).toBe(201);
  });
});

it('forgets idle counters, so that guessing does not fill the database', async () => {
  const { email } = await api.somebody();
  await from('192.0.2.3', 'once@demo.example', 'not the password');
  api.clock.passSeconds(31 * 24 * 60 * 60);
  for (let round = 0; round < 10; round += 1) await from('192.0.2.4', email, password);
  const row = await api.uow.run((tx) =>
    tx.row<{ count: number }>('select count(*)::int as count from sign_in_throttle'),
  );
  expect(row?.count).toBeLessThanOrEqual(3);
});

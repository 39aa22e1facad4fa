import { Database } from '#libs/database';
import { Passwords, PeopleQueries } from '#libs/identity';
import { identityApi, type IdentityApi, password } from './identity-api.js';

let api: IdentityApi;
let queries: PeopleQueries;

beforeAll(async () => {
  api = await identityApi();
  queries = api.app.get(PeopleQueries, { strict: false });
});

afterAll(() => api.close());

const hash = `$argon2id$v=19$m=19456,t=2,p=1$${'a'.repeat(22)}$${'b'.repeat(43)}`;
const name = { zh: '王芳', en: 'Wang Fang' };
const emails = (people: { email: string }[]) => people.map(({ email }) => email).sort();

describe('refused', () => {
  it('an e-mail address that is taken, in whatever case', async () => {
    const { personId, email } = await api.somebody();
    const taken = { personId, email: ` ${email.toUpperCase()}`, passwordHash: hash };
    await expect(api.uow.run((tx) => api.people.createAccount(tx, taken))).rejects.toMatchObject({
      status: 409,
      code: 'email-taken',
    });
    await expect(api.uow.run((tx) => api.people.createPeople(tx, [{ ...taken, name, grants: [] }]))).rejects.toThrow(
      /account_email_key/,
    );
  });

  it('a role for the wrong kind of scope, by the rule and by the database', async () => {
    const { personId } = await api.somebody();
    const wrong = [
      ['regional-lead', {}],
      ['regional-editor', { department: 'PBC' }],
      ['reviewer', { region: '320500', department: 'PBC' }],
      ['coordinator', { region: '320500' }],
    ] as const;
    for (const [role, scope] of wrong) {
      await expect(api.uow.run((tx) => api.people.grant(tx, personId, role, scope))).rejects.toMatchObject({
        status: 422,
      });
      const { region, department }: { region?: string; department?: string } = scope;
      const insert = 'insert into role_grant (person_id, role, region, department) values ($1, $2, $3, $4)';
      await expect(api.uow.run((tx) => tx.change(insert, [personId, role, region, department]))).rejects.toThrow(
        /role_grant_scope/,
      );
    }
  });

  it.each([
    [
      'an address with capitals',
      "insert into account (person_id, email, password_hash) values ($1, 'A@demo.example', $2)",
    ],
    [
      'a password in clear',
      "insert into account (person_id, email, password_hash) values ($1, 'a@demo.example', substr($2, 10))",
    ],
  ])('%s, by the database', async (_, sql) => {
    const { personId } = await api.somebody();
    await expect(api.uow.run((tx) => tx.change(sql, [personId, hash]))).rejects.toThrow(/check constraint/);
  });

  it('a session for an account of somebody else, by the database', async () => {
    const [one, other] = [await api.somebody(), await api.somebody()];
    const insert = `insert into session (token_hash, account_id, person_id, created_at, last_seen_at, expires_at)
      values (sha256('x'), $1, $2, now(), now(), now() + interval '1 hour')`;
    await expect(api.uow.run((tx) => tx.change(insert, [one.accountId, other.personId]))).rejects.toThrow(
      /foreign key/,
    );
  });
});

it('a person entered step by step can sign in', async () => {
  const passwordHash = await api.app.get(Passwords, { strict: false }).hash(password);
  const personId = await api.uow.run(async (tx) => {
    const id = await api.people.createPerson(tx, { name, language: 'en', timeZone: 'Asia/Urumqi' });
    await api.people.createAccount(tx, { personId: id, email: 'Step.By.Step@demo.example', passwordHash });
    await api.people.grant(tx, id, 'regional-editor', { region: '650100' });
    return id;
  });
  expect((await api.signIn('step.by.step@demo.example')).json()).toMatchObject({
    person: { id: personId, name, language: 'en', timeZone: 'Asia/Urumqi' },
    grants: [{ role: 'regional-editor', region: '650100' }],
  });
});

describe('roles', () => {
  it('giving one twice keeps one; ending it keeps its history, and it can be given again', async () => {
    const { personId } = await api.somebody();
    const give = () => api.uow.run((tx) => api.people.grant(tx, personId, 'coordinator'));
    await give();
    await give();
    await api.uow.run((tx) => api.people.endGrant(tx, personId, 'coordinator'));
    await give();
    const rows = await api.uow.run((tx) =>
      tx.rows<{ ended: boolean }>(
        'select ended_at is not null as ended from role_grant where person_id = $1 order by granted_at',
        [personId],
      ),
    );
    expect(rows).toEqual([{ ended: true }, { ended: false }]);
  });
});

describe('who is to be told', () => {
  it('finds the holders of a role by scope, each once, without those who left', async () => {
    const pbc = await api.somebody({ role: 'reviewer', department: 'PBC' }, { role: 'reviewer', department: 'MOE' });
    const moe = await api.somebody({ role: 'reviewer', department: 'MOE' });
    const [disabled, gone, ended] = [
      await api.somebody({ role: 'reviewer', department: 'MOE' }),
      await api.somebody({ role: 'reviewer', department: 'MOE' }),
      await api.somebody({ role: 'reviewer', department: 'MOE' }),
    ];
    await api.somebody({ role: 'regional-lead', region: '320500' });
    await api.uow.run(async (tx) => {
      await api.people.disableAccount(tx, disabled.accountId);
      await tx.change('update person set disabled_at = now() where id = $1', [gone.personId]);
      await api.people.endGrant(tx, ended.personId, 'reviewer', { department: 'MOE' });
    });

    expect(await queries.personsWith('reviewer', { department: 'PBC' })).toEqual([
      {
        personId: pbc.personId,
        name: { zh: expect.any(String), en: expect.any(String) },
        email: pbc.email,
        language: 'zh',
        timeZone: 'Asia/Shanghai',
        regions: [],
        departments: ['PBC'],
      },
    ]);
    expect(emails(await queries.personsWith('reviewer', { department: 'MOE' }))).toEqual(emails([pbc, moe]));
    const all = await queries.personsWith('reviewer');
    expect(all.find(({ personId }) => personId === pbc.personId)?.departments).toEqual(['MOE', 'PBC']);
    expect(await queries.personsWith('reviewer', { department: 'NDRC' })).toEqual([]);
  });

  it('reads inside a transaction what the transaction wrote', async () => {
    const found = await api.uow.run(async (tx) => {
      const grants = [{ role: 'regional-editor', region: 'XIXIAN' } as const];
      await api.people.createPeople(tx, [{ name, email: 'inside@demo.example', passwordHash: hash, grants }]);
      return queries.personsWith('regional-editor', { region: 'XIXIAN' }, tx);
    });
    expect(emails(found)).toEqual(['inside@demo.example']);
  });

  it('a person with two accounts is written to at the older one that is enabled', async () => {
    const { personId, accountId, email } = await api.somebody();
    await api.uow.run((tx) =>
      api.people.createAccount(tx, { personId, email: 'second@demo.example', passwordHash: hash }),
    );
    expect(emails(await queries.recipients([personId]))).toEqual([email]);
    await api.uow.run((tx) => api.people.disableAccount(tx, accountId));
    expect(emails(await queries.recipients([personId]))).toEqual(['second@demo.example']);
  });

  it('names stay known after somebody has left', async () => {
    const { personId } = await api.somebody();
    await api.uow.run((tx) => tx.change('update person set disabled_at = now() where id = $1', [personId]));
    expect((await queries.namesOf([personId])).get(personId)?.zh).toMatch(/^某人/);
    expect(await queries.recipients([personId])).toEqual([]);
  });
});

it('enters hundreds at once, in the order given', async () => {
  const members = Array.from({ length: 300 }, (_, index) => ({
    name: { zh: `成员${index}`, en: `Member ${index}` },
    language: 'en' as const,
    timeZone: 'Asia/Urumqi',
    demonstration: true,
    email: `Member.${index}@Demo.example`,
    passwordHash: hash,
    grants: [
      { role: 'regional-editor', region: '110000' },
      { role: 'regional-lead', region: `${index}` },
    ] as const,
  }));
  const made = await api.uow.run((tx) => api.people.createPeople(tx, members));
  expect(made.map(({ email }) => email)).toEqual(members.map(({ email }) => email.toLowerCase()));
  const person = await api.app.get(Database, { strict: false }).row<object>(
    `select person.id, name_zh, name_en, language, time_zone, demonstration, account.id as account,
      (select count(*)::int from role_grant where person_id = person.id) as grants
    from person join account on account.person_id = person.id where email = 'member.299@demo.example'`,
  );
  expect(person).toEqual({
    id: made[299]!.personId,
    name_zh: '成员299',
    name_en: 'Member 299',
    language: 'en',
    time_zone: 'Asia/Urumqi',
    demonstration: true,
    account: made[299]!.accountId,
    grants: 2,
  });
});

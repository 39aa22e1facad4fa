import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Database, UnitOfWork } from '#libs/database';
import { type BuiltTown, buildTown } from '#libs/testing';
import { codesOf, expectRefusal, pointersOf } from '../implementation/refusals.js';
import { type Members, today, TownSubstitutions } from './substitutions.js';

let built: BuiltTown;
let substitutions: TownSubstitutions;
beforeAll(async () => {
  built = await buildTown({ measures: 12 });
  substitutions = new TownSubstitutions(built.town);
});
afterAll(() => built.town.close());
let minutes = 0;
afterEach(async () => {
  // Back on the first day, but never back in time: what one test ended would else overlap with what the next names.
  substitutions.goTo(new Date(Date.parse('2021-12-16T02:00:00Z') + (minutes += 1) * 60_000).toISOString());
  await substitutions.endAll();
});

const town = () => built.town;
const faultCodes = (body: Members) => ((body['errors'] ?? []) as { code: string }[]).map(({ code }) => code);
const me = async (who: string) => (await (await town().as(who)).get<Members>('/me')).body;
const rows = () => town().database.row<{ count: number }>('select count(*)::integer as count from substitution');
const events = (kind: string) =>
  town().database.rows<Members>(
    `select actor_person_id as actor, actor_role as role, on_behalf_of as "onBehalfOf", region, department, data,
       effective_on as "effectiveOn" from event where kind = $1 order by seq desc`,
    [kind],
  );

/** Names and expects a refusal that leaves nothing behind. */
async function refused(status: number, code: string, ...request: Parameters<TownSubstitutions['name']>) {
  const before = await rows();
  const reply = await town().untouched(() => substitutions.name(...request));
  expectRefusal(reply, status, code);
  expect(await rows()).toEqual(before);
  return reply;
}

describe('naming a substitute is refused', () => {
  it('to a stranger: 401', async () => {
    const body = { substitute: randomUUID(), from: today, to: today };
    expectRefusal(await town().api.anonymous().post('/substitutions', body), 401, 'not-signed-in');
  });

  it.each([
    ['no substitute', { substitute: undefined }, '/substitute'],
    ['no uuid', { substitute: 'me' }, '/substitute'],
    ['a first day that is none', { from: '2021-02-30' }, '/from'],
    ['a moment for a day', { to: '2021-12-17T00:00:00Z' }, '/to'],
    ['a blank reason', { reason: '  ' }, '/reason'],
    ['an unknown field', { grants: [] }, '/grants'],
  ])('%s: 422', async (_, wrong, pointer) => {
    const reply = await refused(422, 'invalid', 'reviewer.trade', 'reviewer2.trade', wrong as Members);
    expect(pointersOf(reply)).toContain(pointer);
  });

  it.each([
    ['for yesterday', { from: '2021-12-15' }, 'from-past'],
    ['with its last day before its first', { from: '2021-12-18', to: '2021-12-17' }, 'period'],
    ['for 91 days', { from: today, to: '2022-03-16' }, 'period-too-long'],
  ])('%s', async (_, period, code) => {
    const reply = await refused(422, 'invalid', 'reviewer.trade', 'reviewer2.trade', period);
    expect(faultCodes(reply.body)).toEqual([code]);
  });

  it.each([
    ['oneself', 'reviewer.trade', 'reviewer.trade', 'substitute-oneself'],
    ['for a reviewer a person of a region', 'reviewer.trade', 'editor.east', 'substitute-not-reviewer'],
    ['for a reviewer one who is of a region as well', 'reviewer.trade', 'both', 'substitute-not-reviewer'],
    ['for a reviewer one who reviews for nobody', 'reviewer.trade', 'auditor', 'substitute-not-reviewer'],
    ['for a region one of another', 'lead.east', 'lead.west', 'substitute-not-of-region'],
    ['for a region one of the ministry', 'lead.east', 'reviewer.trade', 'substitute-not-of-region'],
    ['for the coordinator one of a region', 'coordinator', 'lead.east', 'substitute-not-of-ministry'],
    ['for the auditor one of a region', 'auditor', 'both', 'substitute-not-of-ministry'],
    ['for the auditor one without roles', 'auditor', 'nobody', 'substitute-not-of-ministry'],
    ['for one who holds nothing', 'nobody', 'reviewer.trade', 'nothing-to-cover'],
  ])('%s', async (_, absent, substitute, code) => {
    const reply = await refused(422, 'invalid', absent, substitute);
    expect(faultCodes(reply.body)).toEqual([code]);
  });

  it('also to a coordinator: a region is stood in for by its own people', async () => {
    const reply = await refused(422, 'invalid', 'lead.east', 'lead.west', { by: 'coordinator' });
    expect(faultCodes(reply.body)).toEqual(['substitute-not-of-region']);
    const other = await refused(422, 'invalid', 'auditor', 'lead.east', { by: 'coordinator' });
    expect(faultCodes(other.body)).toEqual(['substitute-not-of-ministry']);
  });

  it('somebody whom nobody knows, and does not say whether a person of another region exists', async () => {
    const coordinator = await town().as('coordinator');
    const body = { person: substitutions.id('reviewer.trade'), substitute: randomUUID(), from: today, to: today };
    expect(faultCodes((await coordinator.post('/substitutions', body)).body)).toEqual(['substitute-inactive']);
    const lead = await town().as('lead.east');
    const unknown = await lead.post('/substitutions', { substitute: randomUUID(), from: today, to: today });
    const elsewhere = await substitutions.name('lead.east', 'editor.west');
    expect(faultCodes(unknown.body)).toEqual(faultCodes(elsewhere.body));
  });

  it('for others: a region knows only its own, the ministry is told no', async () => {
    await refused(404, 'not-found', 'editor.west', 'lead.west', { by: 'lead.east' });
    await refused(404, 'not-found', 'reviewer.trade', 'reviewer2.trade', { by: 'lead.east' });
    const editor = await refused(403, 'forbidden', 'lead.east', 'editor.east', { by: 'editor.east' });
    expect(codesOf(editor)).toEqual(['not-your-substitution']);
    await refused(403, 'forbidden', 'reviewer.trade', 'reviewer2.trade', { by: 'reviewer.finance' });
    await refused(403, 'forbidden', 'reviewer.trade', 'reviewer2.trade', { by: 'auditor' });
    // EAST's lead must not give away what `both` does for a department.
    await refused(403, 'forbidden', 'both', 'editor.east', { by: 'lead.east' });
  });

  it('while another stands in', async () => {
    await substitutions.running('reviewer.trade', 'reviewer2.trade', 'reviewer.trade', '2021-12-20');
    const reply = await refused(409, 'illegal-move', 'reviewer.trade', 'reviewer.finance', {
      from: '2021-12-20',
      to: '2021-12-24',
    });
    expect(codesOf(reply)).toEqual(['substitution-overlap']);
    expect(
      (await substitutions.name('reviewer.trade', 'reviewer.finance', { from: '2021-12-21', to: '2021-12-24' })).status,
    ).toBe(201);
  });

  it('twice at once: one of the two', async () => {
    const replies = await Promise.all(
      ['reviewer2.trade', 'reviewer.finance', 'reviewer.law'].map((substitute) =>
        substitutions.name('reviewer.trade', substitute),
      ),
    );
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  });

  it('somebody who has left', async () => {
    const uow = town().api.app.get(UnitOfWork, { strict: false });
    const id = substitutions.id('reviewer2.law');
    await uow.run((tx) => tx.change('update person set disabled_at = now() where id = $1', [id]));
    const reply = await refused(422, 'invalid', 'reviewer.law', 'reviewer2.law');
    expect(faultCodes(reply.body)).toEqual(['substitute-inactive']);
    await refused(404, 'not-found', 'reviewer2.law', 'reviewer.law', { by: 'coordinator' });
    await uow.run((tx) => tx.change('update person set disabled_at = null where id = $1', [id]));
  });
});

describe('a substitution', () => {
  it('answers with what it covers, stands in the log, and is told to both', async () => {
    const reply = await substitutions.name('lead.east', 'editor.east', { to: '2021-12-31', reason: 'Leave' });
    expect(reply.status).toBe(201);
    expect(reply.headers['location']).toBe(`/api/v1/substitutions/${String(reply.body['id'])}`);
    expect(reply.body).toMatchObject({
      person: { id: substitutions.id('lead.east'), name: { en: 'lead.east' } },
      substitute: { id: substitutions.id('editor.east') },
      from: today,
      to: '2021-12-31',
      timeZone: 'Asia/Shanghai',
      endsAt: '2021-12-31T16:00:00.000Z',
      grants: [{ role: 'regional-lead', region: 'EAST' }],
      reason: 'Leave',
      state: 'running',
      endedBy: null,
      can: { end: true },
      blockers: [],
    });
    expect((await events('name-substitute'))[0]).toMatchObject({
      actor: substitutions.id('lead.east'),
      role: null,
      region: 'EAST',
      department: null,
      effectiveOn: today,
      data: { substitutionId: reply.body['id'], from: today, to: '2021-12-31' },
    });
    const running = { id: reply.body['id'], from: today, to: '2021-12-31' };
    expect(await me('lead.east')).toMatchObject({
      substitutes: [{ ...running, person: { id: substitutions.id('editor.east') } }],
      standsInFor: [],
    });
    const substitute = await me('editor.east');
    expect(substitute).toMatchObject({
      standsInFor: [{ ...running, person: { id: substitutions.id('lead.east') } }],
      grants: [
        { role: 'regional-editor', region: 'EAST' },
        { role: 'regional-lead', region: 'EAST', onBehalfOf: { personId: substitutions.id('lead.east') } },
      ],
    });
    expect(substitute['permissions']).toContain('submission.submit');
  });

  it('is named by a lead for people of the region, and by a coordinator for anybody, reviewers freely', async () => {
    await substitutions.running('editor.east', 'lead.east', 'lead.east');
    expect((await events('name-substitute'))[0]).toMatchObject({ role: 'regional-lead' });
    await substitutions.running('reviewer.trade', 'editor.west', 'coordinator');
    expect((await events('name-substitute'))[0]).toMatchObject({ role: 'coordinator', department: 'TRADE' });
    expect((await me('editor.west'))['permissions']).toContain('submission.decide');
  });

  it('runs from its first day to the end of its last, in the absent person’s time zone', async () => {
    const reply = await substitutions.name('reviewer.trade', 'reviewer.law', { from: '2021-12-20', to: '2021-12-21' });
    expect(reply.body).toMatchObject({ state: 'coming' });
    const departments = async (moment: string) => {
      substitutions.goTo(moment);
      return ((await me('reviewer.law'))['grants'] as { department: string }[]).map(({ department }) => department);
    };
    expect(await departments('2021-12-19T15:59:50Z')).toEqual(['LAW']);
    expect(await departments('2021-12-19T16:00:00Z')).toEqual(['LAW', 'TRADE']);
    expect(await departments('2021-12-21T15:59:50Z')).toEqual(['LAW', 'TRADE']);
    expect(await departments('2021-12-21T16:00:00Z')).toEqual(['LAW']);
    expect(codesOf({ ...(await substitutions.end(String(reply.body['id']))) })).toEqual(['substitution-over']);
  });

  it('covers what was held when it was named and still is, and passes nothing on', async () => {
    await substitutions.running('reviewer.trade', 'reviewer.finance');
    await substitutions.running('reviewer.finance', 'reviewer.law');
    expect((await me('reviewer.law'))['grants']).toMatchObject([
      { department: 'LAW' },
      { department: 'FINANCE', onBehalfOf: { personId: substitutions.id('reviewer.finance') } },
    ]);
    const uow = town().api.app.get(UnitOfWork, { strict: false });
    const trade = substitutions.id('reviewer.trade');
    const give = `insert into role_grant (person_id, role, department) values ($1, 'reviewer', $2)`;
    const take = `update role_grant set ended_at = now() where person_id = $1 and department = $2 and ended_at is null`;
    await uow.run((tx) => tx.change(give, [trade, 'LAW']));
    const held = async () => (await me('reviewer.finance'))['grants'] as { department: string }[];
    expect((await held()).map(({ department }) => department)).toEqual(['FINANCE', 'TRADE']);
    await uow.run((tx) => tx.change(take, [trade, 'LAW']));
    await uow.run((tx) => tx.change(take, [trade, 'TRADE']));
    expect((await held()).map(({ department }) => department)).toEqual(['FINANCE']);
    await uow.run((tx) => tx.change(give, [trade, 'TRADE']));
  });

  it('gives no right to arrange substitutions: a substitute cannot prolong their own time', async () => {
    await substitutions.running('coordinator', 'reviewer.trade', 'coordinator');
    expect((await me('reviewer.trade'))['permissions']).toContain('work-item.revoke');
    await refused(403, 'forbidden', 'reviewer.law', 'reviewer2.law', { by: 'reviewer.trade' });
    await refused(403, 'forbidden', 'coordinator', 'reviewer.trade', {
      by: 'reviewer.trade',
      from: '2021-12-17',
      to: '2021-12-17',
    });
  });

  it('costs a request no query more', async () => {
    const client = await town().as('reviewer.trade');
    const asked = jest.spyOn(Database.prototype, 'rows');
    const queries = async () => {
      asked.mockClear();
      await client.get('/notices?limit=1');
      return asked.mock.calls.length;
    };
    const before = await queries();
    await substitutions.running('reviewer.law', 'reviewer.trade');
    expect(await queries()).toBe(before);
    asked.mockRestore();
  });

  it('named twice under one key is named once', async () => {
    const client = await town().as('reviewer.trade');
    const body = { substitute: substitutions.id('reviewer2.trade'), from: today, to: today };
    const key = randomUUID();
    const first = await client.post('/substitutions', body, { key });
    const again = await client.post('/substitutions', body, { key });
    expect(again).toMatchObject({ status: 201, body: { id: first.body['id'] } });
  });
});

describe('ending it', () => {
  it('is refused to those whom it does not concern', async () => {
    const id = await substitutions.running('lead.east', 'editor.east');
    expectRefusal(await town().api.anonymous().post(`/substitutions/${id}/end`), 401, 'not-signed-in');
    for (const who of ['lead.west', 'reviewer.trade', 'nobody'])
      expectRefusal(await town().untouched(() => substitutions.end(id, who)), 404, 'not-found');
    expectRefusal(await town().untouched(() => substitutions.end(id, 'auditor')), 403, 'forbidden');
    expectRefusal(await substitutions.end(randomUUID()), 404, 'not-found');
    expectRefusal(await substitutions.end('not-an-id'), 404, 'not-found');
  });

  it.each(['lead.east', 'editor.east', 'both', 'coordinator'])(
    'works for %s, once, at the next request',
    async (who) => {
      const id = await substitutions.running('lead.east', 'editor.east');
      const reply = await substitutions.end(id, who);
      // `both` leads EAST as well.
      expect(reply).toMatchObject({ status: 200, body: { state: 'ended', endedBy: { id: substitutions.id(who) } } });
      expect((await me('editor.east'))['permissions']).not.toContain('submission.submit');
      expect((await events('end-substitution'))[0]).toMatchObject({ actor: substitutions.id(who), region: 'EAST' });
      const again = await town().untouched(() => substitutions.end(id, who));
      expectRefusal(again, 409, 'illegal-move');
      expect(codesOf(again)).toEqual(['substitution-ended']);
    },
  );

  it('makes room for another the same day', async () => {
    await substitutions.end(await substitutions.running('reviewer.trade', 'reviewer2.trade'));
    expect((await substitutions.name('reviewer.trade', 'reviewer.finance')).status).toBe(201);
  });
});

describe('the lists', () => {
  const listed = async (who: string, query = '') => {
    const { body } = await (
      await town().as(who)
    ).get<{ items: { id: string }[]; nextCursor: string | null }>(`/substitutions?limit=200${query}`);
    return body.items.map(({ id }) => id);
  };

  it('show mine, a lead the region’s, coordinators and auditors all', async () => {
    const east = await substitutions.running('editor.east', 'lead.east');
    const trade = await substitutions.running('reviewer.trade', 'reviewer2.trade');
    for (const who of ['editor.east', 'lead.east', 'both']) {
      expect(await listed(who)).toContain(east);
      expect(await listed(who)).not.toContain(trade);
    }
    expect(await listed('both', '&mine=true')).not.toContain(east);
    for (const who of ['coordinator', 'auditor']) {
      expect(await listed(who, '&state=running')).toEqual([trade, east]);
      expect(await listed(who, '&mine=true')).not.toContain(trade);
    }
    for (const who of ['reviewer.trade', 'reviewer2.trade']) expect(await listed(who)).toContain(trade);
    for (const who of ['lead.west', 'reviewer.law']) expect([await listed(who), who]).not.toContain(east);
    expectRefusal(await (await town().as('lead.west')).get(`/substitutions/${east}`), 404, 'not-found');
    expect((await (await town().as('auditor')).get(`/substitutions/${east}`)).body).toMatchObject({
      can: { end: false },
    });
  });

  it('come in pages', async () => {
    await substitutions.running('editor.east', 'lead.east');
    await substitutions.running('reviewer.trade', 'reviewer2.trade');
    const coordinator = await town().as('coordinator');
    const all = await listed('coordinator');
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const after: string = cursor && `&cursor=${cursor}`;
      const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } = await coordinator.get(
        `/substitutions?limit=7${after}`,
      );
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(all);
  });
});

describe('the database alone', () => {
  const uow = () => town().api.app.get(UnitOfWork, { strict: false });
  const insert = `insert into substitution (person_id, substitute_id, from_day, to_day, time_zone, named_by, named_at)
    values ($1, $2, $3, $4, 'Asia/Shanghai', $1, '2021-12-01T00:00:00Z') returning id`;
  const add = (from: string, to: string, substitute = 'reviewer2.finance') =>
    uow().run((tx) =>
      tx.row<{ id: string }>(insert, [substitutions.id('reviewer.finance'), substitutions.id(substitute), from, to]),
    );

  it('refuses oneself, a period turned round or too long, and another’s roles', async () => {
    await expect(add('2022-01-01', '2022-01-02', 'reviewer.finance')).rejects.toThrow(/substitution_not_oneself/);
    await expect(add('2022-01-02', '2022-01-01')).rejects.toThrow(/substitution_period/);
    await expect(add('2022-01-01', '2022-04-01')).rejects.toThrow(/substitution_period/);
    const { id } = (await add('2022-06-01', '2022-06-01'))!;
    const cover = `insert into substitution_grant (substitution_id, role_grant_id, person_id)
      select $1, id, person_id from role_grant where person_id = $2`;
    await expect(uow().run((tx) => tx.change(cover, [id, substitutions.id('reviewer.law')]))).rejects.toThrow(
      /foreign key/,
    );
  });

  it('rewrites nothing and ends once', async () => {
    const { id } = (await add('2022-07-01', '2022-07-01'))!;
    const change = (sql: string) => uow().run((tx) => tx.change(sql, [id]));
    await expect(change(`update substitution set to_day = '2022-07-02' where id = $1`)).rejects.toThrow(
      /only be ended/,
    );
    await expect(change('delete from substitution where id = $1')).rejects.toThrow(/append-only/);
    const end = `update substitution set ended_by = named_by, ended_at = '2021-12-02T00:00:00Z' where id = $1`;
    await change(end);
    await expect(change(end)).rejects.toThrow(/only be ended/);
  });

  it('takes exactly the periods that have no day in common with another of the same person', async () => {
    let year = 2030;
    const day = (number: number) => new Date(Date.UTC(year, 0, 1 + number)).toISOString().slice(0, 10);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(40), fc.nat(20), fc.boolean()), { minLength: 1, maxLength: 6 }),
        async (wishes) => {
          year += 1;
          const taken: { from: number; to: number }[] = [];
          for (const [from, length, isEnded] of wishes) {
            const to = from + length;
            const isFree = taken.every((other) => other.to < from || to < other.from);
            const added = await add(day(from), day(to)).catch((error: Error) => error.message);
            if (typeof added === 'string') {
              expect([isFree, added]).toEqual([false, expect.stringContaining('substitution_no_overlap')]);
              continue;
            }
            expect(isFree).toBe(true);
            const end = `update substitution set ended_by = named_by, ended_at = named_at where id = $1`;
            if (isEnded) await uow().run((tx) => tx.change(end, [added!.id]));
            else taken.push({ from, to });
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

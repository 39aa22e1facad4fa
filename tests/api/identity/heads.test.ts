import { randomUUID } from 'node:crypto';
import { UnitOfWork } from '#libs/database';
import { People, PeopleQueries } from '#libs/identity';
import { type BuiltTown, buildTown } from '#libs/testing';
import { expectRefusal, pointersOf } from '../implementation/refusals.js';

let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown({ measures: 6 });
});
afterAll(() => built.town.close());

type Members = Record<string, unknown>;
const town = () => built.town;
const id = (who: string) => town().people.get(who)!;
const queries = () => town().api.app.get(PeopleQueries, { strict: false });
const name = async (department: string, person: unknown, who = 'coordinator') =>
  (await town().as(who)).send<Members>('PUT', `/departments/${department}/head`, { person });

describe('naming the head of a department is refused', () => {
  it('to a stranger, and to everybody but coordinators', async () => {
    const stranger = await town().api.anonymous().send<Members>('PUT', '/departments/TRADE/head', { person: null });
    expectRefusal(stranger, 401, 'not-signed-in');
    for (const who of ['lead.east', 'reviewer.trade', 'auditor', 'nobody'])
      expectRefusal(await town().untouched(() => name('TRADE', id('reviewer.trade'), who)), 403, 'forbidden');
  });

  it.each(['NOWHERE', 'a b', '..%2F..'])('for the unknown department %s', async (department) => {
    expectRefusal(await town().untouched(() => name(department, null)), 404, 'not-found');
  });

  it.each([
    ['who reviews for another department', () => id('reviewer.law')],
    ['of a region', () => id('lead.east')],
    ['whom nobody knows', () => randomUUID()],
    ['without an id', () => 'somebody'],
    ['who is not named', () => undefined],
  ])('somebody %s', async (_, person) => {
    const reply = await town().untouched(() => name('TRADE', person()));
    expectRefusal(reply, 422, 'invalid');
    expect(pointersOf(reply)).toContain('/person');
  });
});

describe('the head of a department', () => {
  const events = () =>
    town().database.rows<Members>(
      `select department, actor_role as role, data from event where kind = 'name-department-head' order by seq`,
    );

  it('is named once, replaced and taken away, each with its event', async () => {
    const before = (await events()).length;
    const first = await name('TRADE', id('reviewer.trade'));
    expect(first).toMatchObject({ status: 200, body: { department: 'TRADE', head: { id: id('reviewer.trade') } } });
    expect(await queries().headOf('TRADE')).toMatchObject({ personId: id('reviewer.trade') });
    await town().untouched(() => name('TRADE', id('reviewer.trade')));
    await name('TRADE', id('reviewer2.trade'));
    expect((await name('TRADE', null)).body).toEqual({ department: 'TRADE', head: null });
    await town().untouched(() => name('TRADE', null));
    expect(await queries().headOf('TRADE')).toBeUndefined();
    expect((await events()).slice(before)).toMatchObject([
      { department: 'TRADE', role: 'coordinator', data: { head: id('reviewer.trade'), former: null } },
      { data: { head: id('reviewer2.trade'), former: id('reviewer.trade') } },
      { data: { head: null, former: id('reviewer2.trade') } },
    ]);
  });

  it('stands in the list of departments for the ministry alone, and no longer when they do not review', async () => {
    await name('LAW', id('reviewer.law'));
    const listed = async (who: string) => {
      const { body } = await (await town().as(who)).get<{ items: Members[] }>('/programmes/small-pilot/departments');
      return body.items.find(({ code }) => code === 'LAW')!;
    };
    for (const who of ['reviewer.trade', 'coordinator', 'auditor'])
      expect((await listed(who))['head']).toMatchObject({ id: id('reviewer.law'), name: { en: 'reviewer.law' } });
    expect(await listed('lead.east')).not.toHaveProperty('head');
    const people = town().api.app.get(People, { strict: false });
    const uow = town().api.app.get(UnitOfWork, { strict: false });
    await uow.run((tx) => people.endGrant(tx, id('reviewer.law'), 'reviewer', { department: 'LAW' }));
    expect((await listed('coordinator'))['head']).toBeNull();
    expect(await queries().headOf('LAW')).toBeUndefined();
  });
});

import { type BuiltTown, buildTown } from '#libs/testing';
import { expectRefusal } from '../implementation/refusals.js';
import { TownSubstitutions } from './substitutions.js';

let built: BuiltTown;
let substitutions: TownSubstitutions;
beforeAll(async () => {
  built = await buildTown({ measures: 6 });
  substitutions = new TownSubstitutions(built.town);
});
afterAll(() => built.town.close());

type Members = Record<string, unknown>;
interface Found {
  items: { id: string; name: { en: string }; roles: Members[]; email?: string }[];
  total: number;
}
const find = async (who: string, query = '') =>
  (await built.town.as(who)).get<Found>(`/people?limit=200${query}`).then(({ body }) => body);
const names = async (who: string, query = '') => (await find(who, query)).items.map(({ name }) => name.en);

describe('refused', () => {
  it('strangers, people without a role, and what is no filter', async () => {
    expectRefusal(await built.town.api.anonymous().get('/people'), 401, 'not-signed-in');
    expectRefusal(await (await built.town.as('nobody')).get('/people'), 403, 'forbidden');
    for (const query of ['?limit=0', '?limit=201', '?department=a%20b', '?email=x'])
      expect((await (await built.town.as('auditor')).get(`/people${query}`)).status).toBeGreaterThanOrEqual(400);
  });
});

describe('a region', () => {
  it('finds its own people, by what they are in it, and nobody else', async () => {
    const { items, total } = await find('editor.east');
    expect(items.map(({ name }) => name.en).toSorted()).toEqual([
      'both',
      'editor-and-lead',
      'editor.east',
      'lead.east',
    ]);
    expect(total).toBe(4);
    const both = items.find(({ name }) => name.en === 'both')!;
    expect(both.roles).toEqual([{ role: 'regional-lead', region: 'EAST' }]);
    expect(await names('editor.east', '&region=WEST')).toEqual([]);
    expect(await names('lead.east', '&department=TRADE')).toEqual([]);
  });

  it('never reads e-mail addresses', async () => {
    expect(JSON.stringify(await find('lead.east'))).not.toContain('@');
  });
});

describe('the ministry', () => {
  it('finds everybody who holds a role', async () => {
    const all = await names('reviewer.trade');
    expect(all).toEqual(expect.arrayContaining(['lead.west', 'coordinator', 'auditor', 'reviewer.law', 'both']));
    expect(all).not.toContain('nobody');
    expect((await names('auditor', '&department=LAW')).toSorted()).toEqual(['reviewer.law', 'reviewer2.law']);
    expect((await names('reviewer.trade', '&region=WEST')).toSorted()).toEqual(['editor.west', 'lead.west']);
  });

  it('finds by a part of a name, taken as it is', async () => {
    expect(await names('coordinator', '&q=REVIEWER2.')).toEqual([
      'reviewer2.finance',
      'reviewer2.law',
      'reviewer2.trade',
    ]);
    expect(await names('coordinator', `&q=${encodeURIComponent('人员 lead.n')}`)).toEqual(['lead.north']);
    expect(await names('coordinator', '&q=%25')).toEqual([]);
    expect(await names('coordinator', '&q=_')).toEqual([]);
    const { body } = await (await built.town.as('coordinator')).get<Found>('/people?q=reviewer&limit=2');
    expect([body.items.length, body.total]).toEqual([2, 6]);
  });

  it('reads e-mail addresses as a coordinator only', async () => {
    for (const who of ['reviewer.trade', 'auditor']) expect(JSON.stringify(await find(who))).not.toContain('@');
    const { items } = await find('coordinator', '&q=lead.west');
    expect(items).toMatchObject([{ email: 'lead.west@town.example' }]);
  });

  it('finds who stands in where the absent person reviews, and says for whom', async () => {
    await substitutions.running('reviewer.law', 'reviewer.finance');
    const { items } = await find('reviewer.trade', '&department=LAW');
    expect(items.find(({ name }) => name.en === 'reviewer.finance')!.roles).toEqual([
      { role: 'reviewer', department: 'FINANCE' },
      {
        role: 'reviewer',
        department: 'LAW',
        onBehalfOf: { personId: substitutions.id('reviewer.law'), name: expect.anything() },
      },
    ]);
    await substitutions.endAll();
    expect(await names('reviewer.trade', '&department=LAW')).not.toContain('reviewer.finance');
  });
});

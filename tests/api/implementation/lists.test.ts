import { type BuiltTown, buildTown, type Stage, type TownItem } from '#libs/testing';
import { expectRefusal } from './refusals.js';

interface Row {
  id: string;
  status: string;
  measure: { no: number };
  region: { code: string };
  submission: unknown;
  underReview: boolean;
  version: number | null;
}
interface List {
  items: Row[];
  nextCursor: string | null;
  total: number;
}

let built: BuiltTown;
let waiting: Stage;
let approved: TownItem;
let drafted: Stage;
beforeAll(async () => {
  built = await buildTown({ measures: 12 });
  waiting = await built.stages.proposed(built.town.item(1, 'EAST'));
  ({ item: approved } = await built.stages.approved(built.town.item(2, 'EAST')));
  drafted = await built.stages.draft('proposal', built.town.item(3, 'EAST'));
  await built.stages.proposed(built.town.item(1, 'WEST'));
});
afterAll(() => built.town.close());

const items = '/programmes/small-pilot/work-items';
const list = async (who: string, query = '') => (await (await built.town.as(who)).get<List>(`${items}${query}`)).body;
const coded = (values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');

describe('refused', () => {
  it.each([items, '/submissions'])('a stranger and somebody without a role at %s', async (path) => {
    expectRefusal(await built.town.api.anonymous().get(path), 401, 'not-signed-in');
    expectRefusal(await (await built.town.as('nobody')).get(path), 403, 'forbidden');
  });

  it('an unknown programme: 404', async () => {
    expectRefusal(await (await built.town.as('auditor')).get('/programmes/none/work-items'), 404, 'not-found');
  });

  it.each([
    'status=finished',
    'sort=colour',
    'limit=0',
    'limit=201',
    'limit=1.5',
    'task=x',
    'measure=-1',
    'measure=2000000000000',
    'unknown=1',
    'status=open&status=proposed',
    'cursor=garbage',
    `cursor=${coded(['region', 'EAST', '1'])}`,
    `cursor=${coded(['measure', 1, 'EAST'])}`,
    `cursor=${coded(['measure', 'x', 'EAST'])}`,
    `cursor=${coded(['measure', '99999999999', 'EAST'])}`,
    `cursor=${coded(['measure', '1', 'EA\u0000ST'])}`,
    `sort=targetDate&cursor=${coded(['targetDate', '2022-13-01', '1', 'EAST'])}`,
    `sort=changedAt&cursor=${coded(['changedAt', 'yesterday', '1', 'EAST'])}`,
  ])('work items by %s: 400', async (query) => {
    expectRefusal(await (await built.town.as('auditor')).get(`${items}?${query}`), 400, 'bad-request');
  });

  it.each([
    'state=open',
    'kind=party',
    `cursor=${coded(['waiting', 'now', '00000000-0000-4000-8000-000000000000'])}`,
    `cursor=${coded(['waiting', '2021-12-16 02:00:00+00', 'not-an-id'])}`,
  ])('submissions by %s: 400', async (query) => {
    expectRefusal(await (await built.town.as('auditor')).get(`/submissions?${query}`), 400, 'bad-request');
  });
});

describe('what another region sees of a proposal that waits', () => {
  it('is an open item without a submission', async () => {
    const reply = await (await built.town.as('lead.north')).get(`/work-items/${waiting.item.id}`);
    expect(reply.body).toMatchObject({
      status: 'open',
      submission: null,
      submissions: [],
      underReview: false,
      plan: null,
    });
    const untouched = await (await built.town.as('lead.north')).get(`/work-items/${built.town.item(4, 'EAST').id}`);
    expect(reply.etag).toBe(untouched.etag);
    expect(reply.body['version']).toBe(untouched.body['version']);
    expect(reply.body['changedAt']).toBe(untouched.body['changedAt']);
    expect(reply.body['moves']).toEqual(untouched.body['moves']);
    expect(reply.body['blockers']).toEqual(untouched.body['blockers']);
  });

  it('is nothing under /submissions and no history', async () => {
    const stranger = await built.town.as('editor.north');
    expectRefusal(await stranger.get(`/submissions/${waiting.id}`), 404, 'not-found');
    expectRefusal(await stranger.get(`/work-items/${waiting.item.id}/history`), 404, 'not-found');
    expect((await stranger.get('/submissions')).body).toEqual({ items: [], nextCursor: null, total: 0 });
  });

  it('counts as open under every filter', async () => {
    expect(await list('lead.north', '?status=proposed')).toMatchObject({ items: [], total: 0 });
    const open = await list('lead.north', '?status=open&region=EAST&limit=200');
    expect(open.total).toBe(11);
    expect(open.items.find(({ id }) => id === waiting.item.id)).toMatchObject({ status: 'open' });
    expect(open.items.map(({ id }) => id)).not.toContain(approved.id);
  });

  it('does not show in the order of changes', async () => {
    const latest = await list('lead.north', '?sort=-changedAt&limit=200');
    const byMeasure = await list('lead.north', '?sort=-measure&limit=200');
    const elsewhere = (rows: Row[]) => rows.filter(({ region }) => region.code === 'EAST').map(({ id }) => id);
    expect(elsewhere(latest.items)).toEqual(elsewhere(byMeasure.items));
    expect((await list('editor.east', '?sort=-changedAt&region=EAST&limit=1')).items).toMatchObject([
      { id: drafted.item.id },
    ]);
    const first = await list('lead.north', '?sort=changedAt&limit=20');
    const second = await list('lead.north', `?sort=changedAt&limit=20&cursor=${first.nextCursor}`);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(36);
  });

  it('is a proposal to its own region and to the ministry', async () => {
    expect(await list('editor.east', '?status=proposed')).toMatchObject({ items: [{ id: waiting.item.id }], total: 1 });
    for (const who of ['reviewer.law', 'coordinator', 'auditor'])
      expect(await list(who, '?status=proposed')).toMatchObject({ total: 2, items: [{ underReview: true }, {}] });
  });
});

describe('work items', () => {
  it('come page by page, each once, in both directions of every order', async () => {
    for (const sort of [
      'measure',
      '-measure',
      'region',
      '-region',
      'targetDate',
      '-targetDate',
      'changedAt',
      '-changedAt',
    ]) {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: List = await list('auditor', `?sort=${sort}&limit=7${cursor && `&cursor=${cursor}`}`);
        expect(page.total).toBe(36);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      const whole = await list('auditor', `?sort=${sort}&limit=200`);
      expect(seen).toEqual(whole.items.map(({ id }) => id));
      expect(new Set(seen).size).toBe(36);
    }
  });

  it('are filtered by everything at once', async () => {
    const { items: found, total } = await list(
      'auditor',
      '?region=EAST&task=1&measure=1&department=TRADE&status=proposed',
    );
    expect(total).toBe(1);
    expect(found[0]).toMatchObject({ id: waiting.item.id, region: { code: 'EAST' }, version: waiting.version });
  });
});

describe('submissions', () => {
  const ids = async (who: string, query = '') =>
    (await (await built.town.as(who)).get<{ items: { id: string }[]; total: number }>(`/submissions${query}`)).body;

  it("are a reviewer's queue: of the departments that are theirs", async () => {
    expect(await ids('reviewer.trade', '?state=submitted')).toMatchObject({
      total: 2,
      items: [{ id: waiting.id }, {}],
    });
    expect(await ids('reviewer.law', '?state=submitted')).toMatchObject({ total: 0 });
    expect(await ids('coordinator', '?state=submitted')).toMatchObject({ total: 2 });
  });

  it('drafts are for their region and the auditor', async () => {
    expect((await ids('lead.east', '?state=draft')).items).toMatchObject([{ id: drafted.id }]);
    expect((await ids('auditor', '?state=draft')).total).toBe(1);
    for (const who of ['reviewer.law', 'coordinator', 'lead.west'])
      expect((await ids(who, '?state=draft')).total).toBe(0);
  });

  it('whoever stands on both sides has both lists', async () => {
    expect((await ids('both', '?state=submitted')).total).toBe(2);
    expect((await ids('both', '?state=draft')).items).toMatchObject([{ id: drafted.id }]);
  });
});

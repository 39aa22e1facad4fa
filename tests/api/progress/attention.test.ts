import { UnitOfWork } from '#libs/database';
import { Calendar } from '#libs/platform';
import { Counters } from '#libs/progress';
import { type BuiltTown, buildTown, type Stage, type TestClient } from '#libs/testing';

interface Row {
  workItemId: string;
  submissionId: string;
  what: string;
  waitsFor: { code: string };
  region: { code: string };
  task: { no: number };
  compared: string;
  measure: number;
  status: string;
  daysLate: number;
  daysStill: number;
  median: number;
  behindBy: number;
  rate: number;
  adjustment: { code: string };
  regions: { code: string; state: string; inForceTo: string }[];
  waiting: number;
  resting: number;
  workItems: { workItemId: string }[];
}
interface Group {
  kind: string;
  text: { zh: string; en: string };
  meaning: { zh: string; en: string };
  count: number;
  items: Row[];
  nextCursor: string | null;
}
interface Answer {
  asOf: string;
  limits: Record<string, number>;
  groups: Group[];
}

let built: BuiltTown;
let late: Stage;
let lateInWest: Stage;
let asked: Stage;

const kinds = ['overdue', 'stalled', 'behind-median', 'adjustment-lapsing', 'waiting-too-long'];
const path = (query = '') => `/programmes/${built.town.programme}/attention${query}`;
const list = async (who: string | TestClient, query = ''): Promise<Answer> => {
  const client = typeof who === 'string' ? await built.town.as(who) : who;
  const { status, body } = await client.get<Answer>(path(query));
  expect([status, body]).toEqual([200, expect.anything()]);
  return body;
};
const group = async (who: string, kind: string, query = ''): Promise<Group> =>
  (await list(who, `?kind=${kind}${query}`)).groups[0]!;
const regionsIn = ({ items }: Group) => [...new Set(items.map(({ region }) => region.code))].sort();
const dayMs = 86_400_000;

beforeAll(async () => {
  built = await buildTown({ measures: 12 });
  const { town, stages } = built;
  const { app } = town.api;
  // Fourteen days ago two reports and a proposal were sent, and an opinion was asked on the proposal.
  late = await stages.reported();
  lateInWest = await stages.reported(town.fresh({ region: 'WEST' }));
  const supported = town.fresh({ region: 'NORTH', place: 6 });
  asked = await stages.proposed(supported);
  const reviewer = await town.as('reviewer.trade');
  const reply = await reviewer.post(
    `/submissions/${asked.id}/opinion-requests`,
    { departments: ['LAW'] },
    { ifMatch: asked.version },
  );
  expect([reply.status, reply.body]).toEqual([201, expect.anything()]);
  for (const measure of [1, 2, 3]) await stages.implemented(town.item(measure, 'NORTH'));
  for (const measure of [2, 3]) await stages.implemented(town.item(measure, 'EAST'));
  const calendar = app.get(Calendar, { strict: false });
  calendar.shift(calendar.shiftMs + 14 * dayMs);
  const soon = new Date(calendar.now().getTime() + 20 * dayMs).toISOString().slice(0, 10);
  const coordinator = await town.as('coordinator');
  const window = `/programmes/${town.programme}/legal-adjustments/IN-FORCE`;
  const { etag } = await coordinator.get(window);
  const changed = await coordinator.post(
    `${window}/change-window`,
    { to: soon, reason: 'It ends' },
    { headers: { 'if-match': etag! } },
  );
  expect([changed.status, changed.body]).toEqual([200, expect.anything()]);
  await app
    .get(UnitOfWork, { strict: false })
    .run((tx) => app.get(Counters, { strict: false }).rebuild(tx, town.programme));
}, 90_000);
afterAll(() => built?.town.close());

describe('refused', () => {
  it('strangers', async () => {
    expect((await built.town.api.anonymous().get(path())).status).toBe(401);
  });

  it.each([
    ['auditor', '?kind=late', 400],
    ['auditor', '?limit=0', 400],
    ['auditor', '?cursor=abc', 400],
    ['auditor', '?kind=overdue&cursor=abc', 400],
    ['auditor', '?region=SOUTH', 404],
    ['auditor', '?department=NAVY', 404],
    ['lead.west', '?region=EAST', 404],
    ['reviewer.law', '?department=TRADE', 404],
    ['auditor', '?measure=1', 400],
  ])('%s who asks %s', async (who, query, status) => {
    expect((await (await built.town.as(who)).get(path(query))).status).toBe(status);
  });

  it('another programme', async () => {
    expect((await (await built.town.as('auditor')).get('/programmes/another/attention')).status).toBe(404);
  });

  it('a cursor of another kind', async () => {
    const { nextCursor } = await group('auditor', 'stalled', '&limit=1');
    expect(nextCursor).toBeTruthy();
    const reply = await (await built.town.as('auditor')).get(path(`?kind=overdue&cursor=${nextCursor}`));
    expect(reply.status).toBe(400);
  });
});

it('has every kind with its words, and changes nothing', async () => {
  const { groups, limits } = await built.town.untouched(() => list('coordinator'));
  expect(groups.map(({ kind }) => kind)).toEqual(kinds);
  for (const { text, meaning } of groups) {
    for (const words of [text, meaning])
      expect([words.zh, words.en]).toEqual([expect.stringMatching(/\p{Script=Han}/u), expect.stringMatching(/^\w/)]);
  }
  expect(limits).toEqual({ stalledDays: 60, behindPoints: 10, lapsingDays: 90 });
});

describe('stalled', () => {
  it('is what nobody has touched, not what waits for the ministry', async () => {
    const { count, items } = await group('auditor', 'stalled', '&limit=200');
    expect(items).toHaveLength(count);
    // All were opened with the programme; eight have been touched: three wait for the ministry, five are implemented.
    expect(count).toBe(36 - 8);
    const ids = items.map(({ workItemId }) => workItemId);
    for (const { item } of [late, lateInWest, asked]) expect(ids).not.toContain(item.id);
    expect(Math.min(...items.map(({ daysStill }) => daysStill))).toBeGreaterThan(60);
  });

  it('comes in pages that hold every row once, the longest still first', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await group('auditor', 'stalled', `&limit=9${cursor && `&cursor=${cursor}`}`);
      expect(page.count).toBe(28);
      seen.push(...page.items.map(({ workItemId }) => workItemId));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect([seen.length, new Set(seen).size]).toEqual([28, 28]);
  });

  it('shows a region its own, a reviewer what the department leads', async () => {
    expect(regionsIn(await group('lead.west', 'stalled'))).toEqual(['WEST']);
    expect(regionsIn(await group('lead.west', 'stalled', '&region=WEST'))).toEqual(['WEST']);
    const law = await group('reviewer.law', 'stalled', '&limit=200');
    expect(new Set(law.items.map(({ measure }) => built.town.item(measure).lead))).toEqual(new Set(['LAW']));
    expect(regionsIn(await group('reviewer.law', 'stalled', '&region=EAST'))).toEqual(['EAST']);
    const both = await group('both', 'stalled', '&limit=200');
    expect(
      both.items.every(({ region, measure }) => region.code === 'EAST' || built.town.item(measure).lead === 'TRADE'),
    ).toBe(true);
  });
});

describe('waiting too long', () => {
  it('names decisions and opinions whose term has passed, the longest late first', async () => {
    const { count, items } = await group('auditor', 'waiting-too-long');
    expect(count).toBe(4);
    expect(items.map(({ what, submissionId, waitsFor }) => [what, submissionId, waitsFor.code])).toEqual(
      expect.arrayContaining([
        ['opinion', asked.id, 'LAW'],
        ['decision', asked.id, 'TRADE'],
        ['decision', late.id, 'TRADE'],
        ['decision', lateInWest.id, 'TRADE'],
      ]),
    );
    expect(items[0]?.what).toBe('opinion');
    expect(items.every(({ daysLate }) => daysLate > 0)).toBe(true);
  });

  it('keeps opinions from regions, and shows them to who asked and who was asked', async () => {
    const north = await group('lead.north', 'waiting-too-long');
    expect(north.items.map(({ what }) => what)).toEqual(['decision']);
    const law = await group('reviewer.law', 'waiting-too-long');
    expect(law.items.map(({ what }) => what)).toEqual(['opinion']);
    expect((await group('reviewer.finance', 'waiting-too-long')).count).toBe(0);
    // Whoever is of a region as well gains nothing by it.
    const both = await group('both', 'waiting-too-long', '&region=NORTH');
    expect(both.items.map(({ what }) => what)).toEqual(['opinion', 'decision']);
  });

  it('comes in pages', async () => {
    const first = await group('auditor', 'waiting-too-long', '&limit=3');
    const rest = await group('auditor', 'waiting-too-long', `&limit=3&cursor=${first.nextCursor}`);
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([3, 1, null]);
  });

  it('lets go of what has been decided', async () => {
    await built.stages.decided(lateInWest);
    expect((await group('lead.west', 'waiting-too-long')).count).toBe(0);
  });
});

describe('adjustment lapsing', () => {
  it('names what ends soon, where, and what waits for it', async () => {
    const { count, items } = await group('auditor', 'adjustment-lapsing');
    expect(count).toBe(1);
    // Measures 4 and 10 in three regions.
    expect(items[0]).toMatchObject({ adjustment: { code: 'IN-FORCE' }, waiting: 6, resting: 0 });
    expect(items[0]?.regions.map(({ code, state }) => [code, state])).toEqual([
      ['EAST', 'ends-soon'],
      ['NORTH', 'ends-soon'],
      ['WEST', 'ends-soon'],
    ]);
    expect(items[0]?.workItems).toHaveLength(6);
  });

  it('shows a region its own', async () => {
    const { items } = await group('editor.east', 'adjustment-lapsing');
    expect(items[0]).toMatchObject({ waiting: 2, regions: [{ code: 'EAST' }] });
    expect((await group('reviewer.law', 'adjustment-lapsing')).count).toBe(0);
  });
});

describe('behind the median', () => {
  // Implemented of 12: NORTH 3 (25.0 %), EAST 2 (16.7 %), WEST 1 or 0.
  it('compares regions with regions and tasks with tasks', async () => {
    const { items } = await group('auditor', 'behind-median');
    const regions = items.filter(({ compared }) => compared === 'region');
    expect(regions.map(({ region, rate, median, behindBy }) => [region.code, rate, median, behindBy])).toEqual([
      ['WEST', 0, 16.7, 16.7],
    ]);
    expect(items.filter(({ compared }) => compared === 'task-region')).toEqual([]);
  });

  it('tells a region of itself and its tasks only', async () => {
    const west = await group('lead.west', 'behind-median');
    expect(west.count).toBeGreaterThan(1);
    expect(regionsIn(west)).toEqual(['WEST']);
    expect(new Set(west.items.map(({ compared }) => compared))).toEqual(new Set(['region', 'task-region']));
    expect((await group('lead.north', 'behind-median')).count).toBe(0);
    const one = await group('lead.west', 'behind-median', '&limit=1');
    const next = await group('lead.west', 'behind-median', `&limit=1&cursor=${one.nextCursor}`);
    expect(next.items[0]).toEqual(west.items[1]);
  });
});

describe('overdue', () => {
  it('names nothing before the day, and everything unfinished after it', async () => {
    expect((await group('auditor', 'overdue')).count).toBe(0);
    const calendar = built.town.api.app.get(Calendar, { strict: false });
    calendar.shift(Date.parse('2022-07-02T02:00:00Z') - Date.now());
    const { count, items } = await group('auditor', 'overdue', '&limit=200');
    expect(count).toBe(36 - 6);
    expect(new Set(items.map(({ daysLate }) => daysLate))).toEqual(new Set([2]));
    expect(items.every(({ status }) => status !== 'implemented')).toBe(true);
    expect(regionsIn(await group('editor.north', 'overdue'))).toEqual(['NORTH']);
    // The window has ended, and the adjustment is named for what still waits.
    const lapsed = await group('auditor', 'adjustment-lapsing');
    expect(lapsed.items[0]).toMatchObject({
      waiting: 6,
      regions: [{ state: 'ended' }, { state: 'ended' }, { state: 'ended' }],
    });
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { type BuiltTown, buildTown, type TestClient } from '#libs/testing';

interface Rule {
  version: number;
  kind: string;
  text: { zh: string; en: string };
}
interface Rules {
  items: Rule[];
  measures: { measure: number; versions: { version: number; rule: { kind: string } | null }[] }[];
}
interface Answer {
  knownAt: string;
  rule: Rule;
  items: { implemented: number; counted: number }[];
}
interface Changes {
  steps: {
    move: string | null;
    moveText: { zh: string; en: string };
    implemented: number;
    entered: number[];
    left: number[];
  }[];
  items: object[];
  measures: { measure: number; from: string; to: string }[];
}

let built: BuiltTown;
let coordinator: TestClient;
let auditor: TestClient;

const programme = () => `/programmes/${built.town.programme}`;
const adopt = (who: TestClient, body: unknown, code = built.town.programme) =>
  who.post<Rules>(`/programmes/${code}/counting-rules`, body);
const adoptFor = (who: TestClient, measure: number | string, body: unknown) =>
  who.send<Rules>('PUT', `${programme()}/measures/${measure}/counting-rule`, body);
const figure = async (query = ''): Promise<Answer> =>
  (await auditor.get<Answer>(`${programme()}/completion?asOf=2021-12-16${query}`)).body;
const fraction = ({ items: [row] }: Answer) => [row?.implemented, row?.counted];
const why = 'Decided on 16 December';

beforeAll(async () => {
  built = await buildTown({ measures: 6 });
  coordinator = await built.town.as('coordinator');
  auditor = await built.town.as('auditor');
  // Measure 1 in all three regions, measure 2 in one.
  for (const region of ['EAST', 'WEST', 'NORTH'] as const) await built.stages.implemented(built.town.item(1, region));
  await built.stages.implemented(built.town.item(2, 'EAST'));
}, 60_000);
afterAll(() => built?.town.close());

describe('refused, and nothing changes', () => {
  const rule = { rule: 'all', reason: why };

  it('strangers', async () => {
    const anonymous = built.town.api.anonymous();
    expect((await adopt(anonymous, rule)).status).toBe(401);
    expect((await adoptFor(anonymous, 1, rule)).status).toBe(401);
  });

  it.each(['auditor', 'reviewer.trade', 'lead.east', 'editor.east', 'both'])('%s', async (who) => {
    const client = await built.town.as(who);
    const statuses = await built.town.untouched(async () => [
      (await adopt(client, rule)).status,
      (await adoptFor(client, 1, rule)).status,
    ]);
    expect(statuses).toEqual([403, 403]);
  });

  it.each([
    ['no rule', { reason: why }],
    ['null for a programme', { rule: null, reason: why }],
    ['another word', { rule: 'most', reason: why }],
    ['a count of none', { rule: 'count 0', reason: why }],
    ['a share above one', { rule: 'share 3/2', reason: why }],
    ['no reason', { rule: 'all' }],
    ['an empty reason', { rule: 'all', reason: '     ' }],
    ['a field that there is not', { ...rule, version: 7 }],
  ])('%s', async (_what, body) => {
    const reply = await built.town.untouched(() => adopt(coordinator, body));
    expect([reply.status, JSON.stringify(reply.body)]).toEqual([422, expect.stringMatching(/pointer/)]);
  });

  it.each([0, 99, 'one', '1e1', -1])('measure %p', async (measure) => {
    expect((await built.town.untouched(() => adoptFor(coordinator, measure, rule))).status).toBe(404);
  });

  it('another programme', async () => {
    expect((await adopt(coordinator, rule, 'another')).status).toBe(404);
  });

  it('what holds already', async () => {
    const again = await built.town.untouched(() => adopt(coordinator, { rule: 'any', reason: why }));
    expect([again.status, again.body]).toMatchObject([409, { code: 'rule-in-force' }]);
    expect((await built.town.untouched(() => adoptFor(coordinator, 1, { rule: null, reason: why }))).status).toBe(409);
  });
});

describe('adopted', () => {
  let before: Answer;

  beforeAll(async () => {
    before = await figure();
    await sleep(5);
  });

  it('a rule is another version, and the former stays readable', async () => {
    expect(fraction(before)).toEqual([2, 6]);
    const { status, body } = await adopt(coordinator, { rule: 'all', reason: why });
    expect(status).toBe(201);
    expect(body.items.map(({ version, kind }) => [version, kind])).toEqual([
      [1, 'any'],
      [2, 'all'],
    ]);
  });

  it('figures from now on count by it; those of the past keep the rule of their time', async () => {
    const now = await figure();
    expect([fraction(now), now.rule.kind, now.rule.version]).toEqual([[1, 6], 'all', 2]);
    const then = await figure(`&knownAt=${before.knownAt}`);
    expect([fraction(then), then.rule.kind, then.rule.version]).toEqual([[2, 6], 'any', 1]);
  });

  it('the difference is explained by the rule alone, and the explanation names it', async () => {
    const { body } = await auditor.get<Changes>(
      `${programme()}/completion/changes?from=2021-12-16&fromKnownAt=${before.knownAt}`,
    );
    expect(body.steps).toEqual([
      {
        move: null,
        moveText: { zh: '统计口径或目录变化', en: 'another counting rule or catalogue' },
        implemented: -1,
        counted: 0,
        entered: [],
        left: [2],
      },
    ]);
    expect(body.items).toEqual([]);
    expect(body.measures).toMatchObject([{ measure: 2, from: 'implemented', to: 'approved' }]);
    const explanation = await auditor.get<Answer>(`${programme()}/completion/explanation`);
    expect(explanation.body.rule).toMatchObject({
      kind: 'all',
      version: 2,
      text: { zh: expect.stringMatching(/全部/) },
    });
  });

  it('a measure counts by its own rule, and can be put back', async () => {
    const own = await adoptFor(coordinator, 2, { rule: 'share 1/3', reason: why });
    expect(own.status).toBe(200);
    expect(own.body.measures).toMatchObject([
      {
        measure: 2,
        versions: [
          { version: 0, rule: null },
          { version: 1, rule: { kind: 'share' } },
        ],
      },
    ]);
    const withOwn = await figure();
    expect(fraction(withOwn)).toEqual([2, 6]);
    await sleep(5);
    expect((await adoptFor(coordinator, 2, { rule: null, reason: why })).status).toBe(200);
    expect(fraction(await figure())).toEqual([1, 6]);
    expect(fraction(await figure(`&knownAt=${withOwn.knownAt}`))).toEqual([2, 6]);
    expect(fraction(await figure(`&knownAt=${before.knownAt}`))).toEqual([2, 6]);
  });

  it('once, however often it is sent', async () => {
    const key = 'a-rule-once';
    const body = { rule: 'count 2', reason: why };
    const first = await coordinator.post<Rules>(`${programme()}/counting-rules`, body, { key });
    const again = await coordinator.post<Rules>(`${programme()}/counting-rules`, body, { key });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.items.map(({ kind }) => kind)).toEqual(['any', 'all', 'count']);
  });

  it('by two at once, each is a version', async () => {
    const replies = await Promise.all(
      ['share 1/2', 'share 2/3'].map((rule) => adopt(coordinator, { rule, reason: why })),
    );
    expect(replies.map(({ status }) => status)).toEqual([201, 201]);
    const { body } = await auditor.get<Rules>(`${programme()}/counting-rules`);
    expect(body.items.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
  });

  it('the log says who, why, and from what to what', async () => {
    const events = await built.town.database.rows<{
      data: { before: string; after: string };
      reason: string;
      who: string;
    }>(
      `select e.data, e.reason, p.name_en as who from event e join person p on p.id = e.actor_person_id
       where e.kind = 'adopt-counting-rule' and e.data ->> 'measure' is null order by e.seq`,
    );
    expect(events[0]).toMatchObject({ who: 'coordinator', reason: why, data: { before: 'any', after: 'all' } });
    for (const [index, { data }] of events.slice(1).entries()) expect(data.before).toBe(events[index]!.data.after);
  });

  it('an act and a rule in one span are told apart, and an act that changed nothing is not named', async () => {
    const from = (await figure()).knownAt;
    await sleep(5);
    await built.stages.implemented(built.town.item(3, 'EAST'));
    await built.stages.proposed(built.town.item(3, 'WEST'));
    await sleep(5);
    expect((await adopt(coordinator, { rule: 'any', reason: why })).status).toBe(201);
    await built.stages.implemented(built.town.item(6, 'EAST'));
    await built.stages.proposed(built.town.item(6, 'WEST'));
    const { body } = await auditor.get<Changes>(
      `${programme()}/completion/changes?from=2021-12-16&fromKnownAt=${from}`,
    );
    // Measure 3 waited for the rule; measure 6 for its approval, and not for the proposal that came after it.
    expect(body.steps.map(({ move, entered }) => [move, entered])).toEqual([
      [null, [2, 3]],
      ['approve-implementation-report', [6]],
    ]);
  });
});

describe('the database alone', () => {
  it.each(['counting_rule', 'measure_counting_rule'])('never changes a row of %s', async (table) => {
    const { database } = built.town;
    expect((await database.rows(`select from ${table}`)).length).toBeGreaterThan(0);
    for (const sql of [`update ${table} set adopted_at = adopted_at`, `delete from ${table}`, `truncate ${table}`]) {
      await expect(database.rows(sql)).rejects.toMatchObject({ code: 'MT001' });
    }
  });

  it.each([
    [`'small-pilot', 1, 'any', null, null, null`, '23505'],
    [`'small-pilot', 0, 'any', null, null, null`, '23514'],
    [`'small-pilot', 90, 'most', null, null, null`, '23514'],
    [`'small-pilot', 90, 'count', null, null, null`, '23514'],
    [`'small-pilot', 90, 'share', null, 3, 2`, '23514'],
    [`'another', 1, 'any', null, null, null`, '23503'],
  ])('refuses %s', async (values, code) => {
    const sql = `insert into counting_rule (programme, version, kind, n, numerator, denominator, adopted_at) values (${values}, now())`;
    await expect(built.town.database.rows(sql)).rejects.toMatchObject({ code });
  });
});

import { createTestApi, type TestApi, type TestClient } from '#libs/testing';
import { demonstrationDatabase, type DemonstrationDatabase, demonstrationPassword } from './demonstration-database.js';

interface Figure {
  implemented: number;
  counted: number;
}
interface Answer {
  items: Figure[];
  rule: { kind: string };
}
interface BackTest {
  horizon: number;
  forecasts: number;
  meanError: number;
  within: number;
}
interface Forecast {
  present: Figure;
  forecast: Record<'low' | 'median' | 'high', Figure>;
  backTest: BackTest[];
}

let demo: DemonstrationDatabase;
let api: TestApi;
let coordinator: TestClient;

const path = (rest: string) => `/programmes/services-trade-2020${rest}`;
const get = async <T>(rest: string): Promise<T> => (await coordinator.get<T>(path(`/completion${rest}`))).body;
const fraction = ({ items: [row] }: Answer) => [row?.implemented, row?.counted];
/** A figure of that day, as known at a moment. */
const thatDay = '?asOf=2021-12-16&knownAt=';

beforeAll(async () => {
  demo = await demonstrationDatabase();
  await demo.start();
  api = await createTestApi({ databaseUrl: demo.url });
  coordinator = await api.as('coordinator@demo.example', demonstrationPassword);
}, 180_000);

afterAll(async () => {
  await api?.close();
  await demo?.close();
});

it('110 of 122 as of 16 December 2021, whatever is decided afterwards, and what was shows as a difference', async () => {
  const { knownAt } = await get<{ knownAt: string }>('?asOf=2021-12-16');
  expect(fraction(await get(thatDay + knownAt))).toEqual([110, 122]);

  // A coordinator takes back the only implementation of a measure, and lets every measure count by another rule.
  const only = await demo.database.row<{ id: string; version: number; measure: number }>(
    `select w.id, w.version, w.measure from work_item w where w.status = 'implemented'
       and not exists (select from submission s where s.work_item_id = w.id and s.status in ('draft', 'submitted', 'returned'))
     order by (select count(*) from work_item o where o.measure = w.measure and o.status = 'implemented'), w.measure limit 1`,
  );
  const others = await demo.database.rows<{ id: string; version: number }>(
    `select id, version from work_item where measure = $1 and status = 'implemented'`,
    [only!.measure],
  );
  for (const { id, version } of others) {
    const reply = await coordinator.post(`/work-items/${id}/revoke`, { reason: 'An error' }, { ifMatch: version });
    expect([reply.status, reply.body]).toEqual([200, expect.anything()]);
  }
  expect(fraction(await get('?asOf=2021-12-16'))).toEqual([109, 122]);
  expect(fraction(await get(thatDay + knownAt))).toEqual([110, 122]);
  const changes = await get<{ steps: object[]; items: object[] }>(`/changes?from=2021-12-16&fromKnownAt=${knownAt}`);
  expect(changes.steps).toMatchObject([{ move: 'revoke', implemented: -1, left: [only!.measure] }]);
  expect(changes.items).toHaveLength(others.length);

  const rule = { rule: 'share 1/2', reason: 'Decided afterwards' };
  expect((await coordinator.post(path('/counting-rules'), rule)).status).toBe(201);
  expect(fraction(await get('?asOf=2021-12-16'))[0]).toBeLessThan(109);
  const then = await get<Answer>(thatDay + knownAt);
  expect([fraction(then), then.rule.kind]).toEqual([[110, 122], 'any']);
  expect((await coordinator.post(path('/counting-rules'), { ...rule, rule: 'any' })).status).toBe(201);
}, 60_000);

it('the trend never falls without a reversal or another rule, and ends with the present figure', async () => {
  for (const level of ['measure', 'work-item']) {
    const { items } = await get<{ items: (Figure & { day: string })[] }>(`/trend?step=day&level=${level}`);
    const reversals = await demo.database.rows<{ day: string }>(
      `select distinct to_char(recorded_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day from event
       where kind in ('revoke', 'adopt-counting-rule')`,
    );
    const mayFall = new Set(reversals.map(({ day }) => day));
    const fallen = items.filter(({ day, implemented }, index) => {
      return index > 0 && implemented < items[index - 1]!.implemented && !mayFall.has(day);
    });
    expect(items.length).toBeGreaterThan(200);
    expect(fallen).toEqual([]);
    const present = await get<Answer>(`?asOf=2021-12-16&level=${level}`);
    expect([items.at(-1)?.implemented, items.at(-1)?.counted]).toEqual(fraction(present));
  }
});

/** Mean error of the median in percentage points, at most, by months ahead; see docs/decisions/0020-forecast.md. */
const bounds = {
  measure: [
    [1, 5],
    [3, 14],
    [6, 32],
  ],
  'work-item': [
    [1, 5],
    [3, 15],
    [6, 37],
  ],
} as const;

it.each(['measure', 'work-item'] as const)(
  'the forecast of %s has a range, and an error within what is documented',
  async (level) => {
    const { present, forecast, backTest } = await get<Forecast>(`/forecast?level=${level}`);
    const { low, median, high } = forecast;
    expect(low.implemented).toBeGreaterThanOrEqual(present.implemented);
    expect(low.implemented).toBeLessThanOrEqual(median.implemented);
    expect(median.implemented).toBeLessThanOrEqual(high.implemented);
    expect(high.implemented).toBeLessThanOrEqual(high.counted);
    for (const [horizon, bound] of bounds[level]) {
      const test = backTest.find((one) => one.horizon === horizon);
      expect([horizon, (test?.meanError ?? 100) <= bound]).toEqual([horizon, true]);
    }
  },
);

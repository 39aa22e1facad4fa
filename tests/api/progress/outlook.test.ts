import { setTimeout as sleep } from 'node:timers/promises';
import { Calendar } from '#libs/platform';
import { type BuiltTown, buildTown, type TestClient } from '#libs/testing';

interface Point {
  day: string;
  implemented: number;
  counted: number;
  rate: number | null;
}
interface Trend {
  level: string;
  step: string;
  items: Point[];
}
interface Forecast {
  asOf: string;
  endsOn: string;
  monthsAhead: number;
  present: Point | null;
  forecast: Record<'low' | 'median' | 'high', { implemented: number; counted: number; rate: number }> | null;
  why: { code: string; message: { zh: string; en: string } } | null;
  method: { zh: string; en: string };
  backTest: { horizon: number; forecasts: number; meanError: number; within: number }[];
}

let built: BuiltTown;
let auditor: TestClient;

const path = (rest: string) => `/programmes/${built.town.programme}/completion${rest}`;
const trend = async (query = ''): Promise<Trend> => (await auditor.get<Trend>(path(`/trend${query}`))).body;
const forecast = async (query = ''): Promise<Forecast> => (await auditor.get<Forecast>(path(`/forecast${query}`))).body;
const fractions = ({ items }: Trend) => items.map(({ day, implemented, counted }) => [day, implemented, counted]);

function goTo(day: string): void {
  const calendar = built.town.api.app.get(Calendar, { strict: false });
  calendar.shift(calendar.shiftMs + Date.parse(`${day}T02:00:00Z`) - calendar.now().getTime());
}

beforeAll(async () => {
  built = await buildTown({ measures: 12 });
  auditor = await built.town.as('auditor');
});
afterAll(() => built?.town.close());

describe('refused', () => {
  it('strangers', async () => {
    const anonymous = built.town.api.anonymous();
    for (const rest of ['/trend', '/forecast']) expect((await anonymous.get(path(rest))).status).toBe(401);
  });

  it.each(['/trend?step=year', '/trend?by=task', '/trend?task=0', '/forecast?level=all', '/forecast?step=day'])(
    'the query %s',
    async (rest) => {
      expect((await auditor.get(path(rest))).status).toBe(400);
    },
  );

  it('another programme', async () => {
    expect((await auditor.get('/programmes/another/completion/trend')).status).toBe(404);
    expect((await auditor.get('/programmes/another/completion/forecast')).status).toBe(404);
  });
});

it('where nothing ever moved, the forecast is that nothing will, and the back-test bears it out', async () => {
  const { forecast: made, why, backTest, monthsAhead } = await forecast();
  expect(why).toBeNull();
  expect(monthsAhead).toBe(21);
  for (const figure of Object.values(made!)) expect(figure).toEqual({ implemented: 0, counted: 12, rate: 0 });
  expect(backTest.map(({ horizon }) => horizon)).toEqual([1, 3, 6]);
  for (const { meanError, within } of backTest) expect([meanError, within]).toEqual([0, 100]);
});

it('the trend has the end of every month, the last day being today', async () => {
  const { items, step, level } = await trend();
  expect([step, level]).toEqual(['month', 'measure']);
  expect(items.map(({ day }) => day).slice(0, 2)).toEqual(['2020-08-31', '2020-09-30']);
  expect(items.at(-1)?.day).toBe('2021-12-16');
  expect(items).toHaveLength(17);
});

it('goes up with an approval and down with a reversal, on their days and in every part concerned', async () => {
  goTo('2022-01-10');
  const stage = await built.stages.implemented(built.town.item(1));
  goTo('2022-02-10');
  const other = await built.stages.implemented(built.town.item(2));
  goTo('2022-03-10');
  const coordinator = await built.town.as('coordinator');
  const revoked = await coordinator.post(
    `/work-items/${stage.item.id}/revoke`,
    { reason: 'An error' },
    { ifMatch: stage.version },
  );
  expect(revoked.status).toBe(200);
  const days = fractions(await trend('?step=day'));
  expect(days.filter(([day]) => String(day) > '2022')).toEqual([
    ['2022-01-10', 1, 12],
    ['2022-02-10', 2, 12],
    ['2022-03-10', 1, 12],
  ]);
  const months = fractions(await trend());
  expect(months.slice(-3)).toEqual([
    ['2022-01-31', 1, 12],
    ['2022-02-28', 2, 12],
    ['2022-03-10', 1, 12],
  ]);
  const ofMeasure = fractions(await trend(`?measure=${other.item.measure}&step=day`));
  expect(ofMeasure.at(-1)).toEqual(['2022-02-10', 1, 1]);
  const inWest = await trend('?region=WEST&step=day');
  expect(inWest.items.at(-1)).toMatchObject({ implemented: 0, counted: 12 });
});

it('another rule shows on the day of its adoption, and no forecast takes it for progress', async () => {
  goTo('2022-04-10');
  const before = await forecast();
  const coordinator = await built.town.as('coordinator');
  const adopt = (rule: string) =>
    coordinator.post(`/programmes/${built.town.programme}/counting-rules`, { rule, reason: 'Decided' });
  expect((await adopt('all')).status).toBe(201);
  expect(fractions(await trend('?step=day')).at(-1)).toEqual(['2022-04-10', 0, 12]);
  goTo('2022-05-10');
  await sleep(5);
  expect((await adopt('any')).status).toBe(201);
  const days = fractions(await trend('?step=day'));
  expect(days.slice(-2)).toEqual([
    ['2022-04-10', 0, 12],
    ['2022-05-10', 1, 12],
  ]);
  const after = await forecast();
  expect(before.backTest[0]?.forecasts).toBe((after.backTest[0]?.forecasts ?? 0) - 1);
  // Counted by one rule all along the history is the same, one month longer.
  expect(after.forecast!.median.implemented).toBeGreaterThanOrEqual(1);
  expect(after.forecast!.high.implemented).toBeLessThanOrEqual(before.forecast!.high.implemented + 1);
});

it('the forecast has a range, its method and its error, in both languages', async () => {
  const { forecast: made, method, present, backTest } = await forecast();
  const { low, median, high } = made!;
  expect(low.implemented).toBeGreaterThanOrEqual(present!.implemented);
  expect(low.implemented).toBeLessThanOrEqual(median.implemented);
  expect(median.implemented).toBeLessThanOrEqual(high.implemented);
  expect(method.zh).toMatch(/回测/);
  expect(method.en).toMatch(/back-test/);
  expect(backTest.length).toBeGreaterThan(2);
});

it('after the last day there is no forecast, and it says so', async () => {
  goTo('2023-08-05');
  const { forecast: made, why } = await forecast();
  expect([made, why]).toEqual([
    null,
    { code: 'programme-ended', message: { zh: '试点已结束。', en: 'The programme has ended.' } },
  ]);
});

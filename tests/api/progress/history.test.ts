import { UnitOfWork } from '#libs/database';
import { Counters } from '#libs/progress';
import { type BuiltTown, buildTown, type TestClient } from '#libs/testing';

interface Figure {
  implemented: number;
  counted: number;
  rate: number | null;
  counts: Record<string, number>;
  overdue?: number;
  underReview?: number;
}
interface Answer {
  asOf: string;
  knownAt: string;
  supposed?: boolean;
  rule: { kind: string; version: number | null };
  items: Figure[];
}

let built: BuiltTown;
let auditor: TestClient;

const path = (rest = '') => `/programmes/${built.town.programme}/completion${rest}`;
const ask = async (rest: string): Promise<Answer> => (await auditor.get<Answer>(path(rest))).body;
const fraction = ({ items: [row] }: Answer) => [row?.implemented, row?.counted];
const now = async () => (await ask('?asOf=2021-12-16')).knownAt;

beforeAll(async () => {
  built = await buildTown({ measures: 12 });
  auditor = await built.town.as('auditor');
  const { app } = built.town.api;
  const counters = app.get(Counters, { strict: false });
  await app.get(UnitOfWork, { strict: false }).run((tx) => counters.rebuild(tx, built.town.programme));
});
afterAll(() => built?.town.close());

describe('refused', () => {
  it('strangers', async () => {
    const anonymous = built.town.api.anonymous();
    for (const rest of ['?asOf=2021-12-16', '/explanation', '/changes?from=2021-12-01']) {
      expect((await anonymous.get(path(rest))).status).toBe(401);
    }
  });

  it.each([
    '?asOf=2021-13-01',
    '?asOf=yesterday',
    '?asOf=2099-01-01',
    '?knownAt=2099-01-01T00:00:00Z',
    '?knownAt=2021-12-16',
    '?rule=most',
    '?rule=share%203/2',
    '/changes',
    '/changes?from=2021-12-01&to=2099-01-01',
    '/explanation?task=0',
    '/explanation?region=east%20',
  ])('the query %s', async (rest) => {
    const { status, body } = await auditor.get<Record<string, unknown>>(path(rest));
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toMatch(/pointer/);
  });
});

it('a day before anything was opened has no figure, which is not 0', async () => {
  expect((await ask('?asOf=2019-01-01')).items).toEqual([]);
});

it('a figure as of a day, known at a moment, stays whatever is decided afterwards; the difference says what', async () => {
  const before = await now();
  expect(fraction(await ask(`?asOf=2021-12-16&knownAt=${before}`))).toEqual([0, 12]);
  const item = built.town.fresh();
  await built.stages.implemented(item);
  // It took effect on the first of the month: as of then it counts, once it is known.
  expect(fraction(await ask(`?asOf=2021-12-16&knownAt=${before}`))).toEqual([0, 12]);
  expect(fraction(await ask('?asOf=2021-12-16'))).toEqual([1, 12]);
  const changes = await auditor.get<{
    from: { figure: Figure };
    to: { figure: Figure };
    steps: { move: string; implemented: number; counted: number; entered: number[] }[];
    items: { workItemId: string; from: string; to: string; causes: { move: string; late: boolean }[] }[];
  }>(path(`/changes?from=2021-12-16&fromKnownAt=${before}`));
  expect(changes.body).toMatchObject({
    from: { figure: { implemented: 0, counted: 12 } },
    to: { figure: { implemented: 1, counted: 12 } },
    steps: [{ move: 'approve-implementation-report', implemented: 1, counted: 0, entered: [item.measure], left: [] }],
  });
  expect(changes.body.items).toHaveLength(1);
  expect(changes.body.items[0]).toMatchObject({ workItemId: item.id, from: 'open', to: 'implemented' });
  expect(changes.body.items[0]?.causes.at(-1)).toMatchObject({ move: 'approve-implementation-report', late: true });
});

it('a reversal takes out what it reverses from its own day on, and says so', async () => {
  const stage = await built.stages.implemented();
  const known = await now();
  const [implemented = 0] = fraction(await ask(`?asOf=2021-12-16&knownAt=${known}`));
  const coordinator = await built.town.as('coordinator');
  const reply = await coordinator.post(
    `/work-items/${stage.item.id}/revoke`,
    { reason: 'An error' },
    { ifMatch: stage.version },
  );
  expect(reply.status).toBe(200);
  expect(fraction(await ask(`?asOf=2021-12-16&knownAt=${known}`))[0]).toBe(implemented);
  expect(fraction(await ask('?asOf=2021-12-16'))[0]).toBe(implemented - 1);
  const { body } = await auditor.get<{ steps: object[] }>(path(`/changes?from=2021-12-16&fromKnownAt=${known}`));
  expect(body.steps).toMatchObject([{ move: 'revoke', implemented: -1, left: [stage.item.measure] }]);
});

it('another rule can be supposed, and is not stored', async () => {
  const supposed = await built.town.untouched(() => ask('?rule=all'));
  expect(supposed).toMatchObject({ supposed: true, rule: { kind: 'all', version: null } });
  expect(fraction(supposed)[0]).toBe(0);
  expect((await ask('')).rule).toMatchObject({ kind: 'any', version: 1 });
});

it('opens into the list behind, which adds up to the fraction', async () => {
  for (const [query, level] of [
    ['', 'measure'],
    ['?level=work-item', 'work-item'],
    ['?region=EAST', 'work-item'],
    ['?task=1', 'measure'],
  ] as const) {
    const { body } = await auditor.get<{ level: string; figure: Figure; list: { status: string }[] }>(
      path(`/explanation${query}`),
    );
    expect(body.level).toBe(level);
    expect(body.list.filter(({ status }) => status === 'implemented')).toHaveLength(body.figure.implemented);
    expect(body.list.filter(({ status }) => status !== 'exempt')).toHaveLength(body.figure.counted);
  }
});

it('what waits in another region shows as open there, and nobody is named', async () => {
  const stage = await built.stages.proposed();
  const west = await built.town.as('lead.west');
  const own = await built.town.as('lead.east');
  const query = `/explanation?level=work-item&measure=${stage.item.measure}&region=EAST`;
  const seen = async (who: TestClient) =>
    (await who.get<{ list: { status: string; decidedBy?: object }[] }>(path(query))).body.list[0];
  expect(await seen(west)).toMatchObject({ status: 'open' });
  expect(await seen(west)).not.toHaveProperty('decidedBy');
  expect(await seen(own)).toMatchObject({ status: 'proposed' });
});

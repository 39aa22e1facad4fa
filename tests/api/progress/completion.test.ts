import { UnitOfWork } from '#libs/database';
import { Counters } from '#libs/progress';
import { type BuiltTown, buildTown, type TestClient } from '#libs/testing';

interface Figure {
  key: string;
  name: { zh: string; en: string };
  counts: Record<string, number>;
  implemented: number;
  counted: number;
  rate: number | null;
  text: { zh: string; en: string };
}

interface Figures {
  items: Figure[];
  asOf: string;
  knownAt: string;
  rule: { version: number; kind: string; text: { zh: string; en: string } };
}

let built: BuiltTown;
let auditor: TestClient;

const path = (query = '') => `/programmes/${built.town.programme}/completion${query}`;
const within = <T>(work: (counters: Counters, uow: UnitOfWork) => Promise<T>) => {
  const { app } = built.town.api;
  return work(app.get(Counters, { strict: false }), app.get(UnitOfWork, { strict: false }));
};
const figures = async (query: string): Promise<Figures> => (await auditor.get<Figures>(path(query))).body;

beforeAll(async () => {
  built = await buildTown({ measures: 12 });
  auditor = await built.town.as('auditor');
  await within((counters, uow) => uow.run((tx) => counters.rebuild(tx, built.town.programme)));
});

afterAll(() => built?.town.close());

it('is refused to strangers', async () => {
  expect((await built.town.api.anonymous().get(path())).status).toBe(401);
});

it('knows no other programme', async () => {
  expect((await auditor.get('/programmes/another/completion')).status).toBe(404);
});

it.each(['?by=measure', '?level=region', '?by=task&by=region', '?asof=2021'])('refuses the query %s', async (query) => {
  expect((await auditor.get(path(query))).status).toBe(400);
});

it('says the rule and both times with every figure, and a rate of 0 is not missing', async () => {
  const { items, asOf, knownAt, rule } = await figures('?by=programme&level=measure');
  expect(items).toEqual([
    {
      key: 'small-pilot',
      name: { zh: '小型试点', en: 'Small pilot' },
      counts: { open: 12, proposed: 0, approved: 0, implemented: 0, exempt: 0 },
      implemented: 0,
      counted: 12,
      rate: 0,
      text: { zh: '12 项中已落地 0 项，0.0%', en: '0 of 12, 0.0 %' },
    },
  ]);
  expect(asOf).toBe('2021-12-16');
  expect(knownAt).toMatch(/^2021-12-16T/);
  expect(rule).toMatchObject({ version: 1, kind: 'any' });
});

it('marks an invented history, and departments whose part is not official', async () => {
  // The town's clock is shifted, as the demonstration's is.
  expect(await figures('?by=programme')).toMatchObject({ demonstration: true });
  const departments = (await figures('?by=department')).items as (Figure & { illustrative: boolean })[];
  expect(departments.map((row) => row.illustrative)).toEqual([true, true, true]);
});

it('moves along every dimension when what has changed is applied, and only there', async () => {
  const item = built.town.fresh();
  await built.stages.implemented(item);
  // Nothing has handled the events yet: the figures stand still, and say since when.
  const before = await figures('?by=programme&level=measure');
  expect(before.items[0]!.implemented).toBe(0);
  await within((counters, uow) => uow.run((tx) => counters.apply(tx, built.town.programme, [item.id])));

  const programme = await figures('?by=programme&level=measure');
  expect(programme.items[0]).toMatchObject({ implemented: 1, counted: 12, rate: 8.3 });
  const items = await figures('?by=programme&level=work-item');
  expect(items.items[0]).toMatchObject({ implemented: 1, counted: 36, rate: 2.8, underReview: 0 });
  const regions = await figures('?by=region&level=work-item');
  expect(regions.items.map((row) => [row.key, row.implemented, row.counted])).toEqual([
    ['EAST', 1, 12],
    ['WEST', 0, 12],
    ['NORTH', 0, 12],
  ]);
  const departments = await figures('?by=department');
  expect(departments.items.find((row) => row.key === item.lead)).toMatchObject({ implemented: 1 });
  expect(departments.items.reduce((sum, row) => sum + row.implemented, 0)).toBe(1);
  const cells = await figures('?by=task-region&level=measure');
  expect(cells.items).toHaveLength(9);
  expect(cells.items.reduce((sum, row) => sum + row.counted, 0)).toBe(36);
  expect(cells.items.filter((row) => row.implemented > 0)).toHaveLength(1);
});

it('leaves an exempt item out of what counts', async () => {
  const { item } = await built.stages.exempt();
  await within((counters, uow) => uow.run((tx) => counters.apply(tx, built.town.programme, [item.id])));
  expect((await figures('?by=programme&level=work-item')).items[0]).toMatchObject({
    counted: 35,
    counts: expect.objectContaining({ exempt: 1 }),
  });
});

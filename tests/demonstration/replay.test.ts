import { Calendar } from '#libs/platform';
import { createTestApi } from '#libs/testing';
import { demonstrationDatabase, type DemonstrationDatabase, demonstrationPassword } from './demonstration-database.js';

let demo: DemonstrationDatabase;

beforeAll(async () => {
  demo = await demonstrationDatabase();
  await demo.start();
}, 120_000);

afterAll(() => demo.close());

const figure = async (sql: string): Promise<number> =>
  Number((await demo.database.row<{ n: string }>(`select (${sql}) as n`))?.n);
const ended = `'2021-12-16'`;

it('ends with 110 of 122 measures implemented, recounted from the events', async () => {
  expect(await figure('select count(*) from measure')).toBe(122);
  expect(
    await figure(`select count(distinct w.measure) from work_item w
      where (select e.to_status from event e where e.work_item_id = w.id order by e.item_version desc limit 1) = 'implemented'`),
  ).toBe(110);
});

it('keeps counters that say the same', async () => {
  expect(
    await demo.database.row(`select implemented, open + proposed + approved + implemented as counted from completion
      where level = 'measure' and dimension = 'programme'`),
  ).toEqual({ implemented: 110, counted: 122 });
});

it('leaves every work item as its events say', async () => {
  expect(await figure('select count(*) from work_item')).toBe(122 * 28);
  expect(
    await figure(`select count(*) from work_item w join lateral (select count(*) as acts, (array_agg(e.to_status order by e.item_version desc))[1] as status,
      max(e.recorded_at) as last from event e where e.work_item_id = w.id) e on true
      where e.acts <> w.version or e.status <> w.status or e.last <> w.changed_at`),
  ).toBe(0);
  expect(
    await figure(`select count(*) from event one join event other on other.work_item_id = one.work_item_id
      and other.item_version = one.item_version + 1 where other.recorded_at <= one.recorded_at or other.seq < one.seq`),
  ).toBe(0);
});

it('shows every state that a user should meet', async () => {
  const counts = await demo.database.rows('select status, count(*)::integer from work_item group by 1 order by 1');
  expect(counts).toEqual([
    { status: 'approved', count: 895 },
    { status: 'exempt', count: 41 },
    { status: 'implemented', count: 1810 },
    { status: 'open', count: 634 },
    { status: 'proposed', count: 36 },
  ]);
  const seen = await demo.database.rows<{ state: string }>(
    `select distinct kind || ' ' || status as state from submission`,
  );
  const states = ['draft', 'submitted', 'returned', 'approved', 'rejected', 'withdrawn'];
  const kinds = ['proposal', 'implementation-report'];
  const expected = kinds.flatMap((kind) => states.map((state) => `${kind} ${state}`));
  expect(seen.map(({ state }) => state)).toEqual(
    expect.arrayContaining([...expected, 'amendment approved', 'exemption approved']),
  );
  expect(await figure(`select count(*) from submission where status = 'submitted'`)).toBeGreaterThan(60);
  expect(
    await figure(
      `select count(distinct w.lead_department) from submission s join work_item w on w.id = s.work_item_id where s.status = 'submitted'`,
    ),
  ).toBeGreaterThan(15);
  expect(
    await figure(
      `select count(*) from work_item where target_date < ${ended} and status in ('open', 'proposed', 'approved')`,
    ),
  ).toBeGreaterThan(50);
  expect(await figure(`select count(*) from submission_round where round > 1`)).toBeGreaterThan(100);
});

it('keeps the four eyes apart', async () => {
  expect(
    await figure(
      `select count(*) from decision d join submission_party p on p.submission_id = d.submission_id and p.side = 'region' and p.person_id = d.decided_by`,
    ),
  ).toBe(0);
  expect(
    await figure(`select count(*) from decision d join submission s on s.id = d.submission_id join work_item w on w.id = s.work_item_id
      where not exists (select from role_grant g where g.person_id = d.decided_by and g.role = 'reviewer' and g.department = w.lead_department)`),
  ).toBe(0);
});

it('implements nothing before the law allows it', async () => {
  expect(
    await figure(`select count(*) from work_item w join measure_legal_adjustment a on a.programme = w.programme and a.measure = w.measure
      join legal_adjustment l on l.programme = a.programme and l.code = a.legal_adjustment where w.implemented_on < l.in_force_from`),
  ).toBe(0);
});

it('leaves Suzhou open measures of several departments without a draft', async () => {
  expect(
    await figure(`select count(distinct w.lead_department) from work_item w where w.region = '320500' and w.status = 'open'
      and not exists (select from submission s where s.work_item_id = w.id)`),
  ).toBeGreaterThanOrEqual(8);
});

it('differs by region', async () => {
  const share = (agg: string) =>
    figure(
      `select ${agg}(share) from (select avg((status = 'implemented')::integer) as share from work_item group by region) r`,
    );
  expect(await share('min')).toBeGreaterThan(0.12);
  expect(await share('max')).toBeLessThan(0.9);
  expect((await share('max')) - (await share('min'))).toBeGreaterThan(0.3);
});

it('marks its people, and leaves nothing to be mailed', async () => {
  expect(await figure('select count(*) from person where not demonstration')).toBe(0);
  expect(await figure('select count(*) from account')).toBe(2 + 28 * 2 + 24 * 2);
  expect(await figure('select count(*) from outbox')).toBe(0);
  expect(await figure('select count(*) from mail')).toBe(0);
});

it('tells people of the last two weeks in the app, the older half as read', async () => {
  expect(await figure('select count(*) from notice where read_at is null')).toBeGreaterThan(20);
  expect(await figure('select count(*) from notice where read_at is not null')).toBeGreaterThan(100);
  expect(await figure(`select count(*) from notice where created_at < '2021-12-02T10:00+08:00'`)).toBe(0);
});

it('lets its people sign in, in December 2021', async () => {
  const api = await createTestApi({ databaseUrl: demo.url });
  try {
    const lead = await api.as('lead.320500@demo.example', demonstrationPassword);
    const { body } = await lead.get<{ asOf: string; items: unknown[] }>('/programmes/services-trade-2020/completion');
    expect(body.asOf).toBe('2021-12-16');
    expect(body.items).toMatchObject([{ implemented: 110, counted: 122 }]);
    expect(api.app.get(Calendar).now().toISOString()).toMatch(/^2021-12-16T02:0/);
  } finally {
    await api.close();
  }
});

it('keeps the term of every round, in every colour, and has reminded nobody of the invented past', async () => {
  expect(await figure('select count(*) from submission_round where due_on is null or allowed_days is null')).toBe(0);
  expect(await figure('select count(*) from submission_round where round > 1 and allowed_days < 5')).toBeGreaterThan(
    50,
  );
  expect(await figure('select count(*) from reminder')).toBe(0);
  expect(await figure(`select count(*) from event where kind like 'remind-%' or kind like 'escalate-%'`)).toBe(0);
  expect(await demo.database.rows('select since, last_day from reminder_day')).toEqual([
    { since: '2021-12-16', last_day: '2021-12-16' },
  ]);
  const api = await createTestApi({ databaseUrl: demo.url });
  try {
    const coordinator = await api.as('coordinator@demo.example', demonstrationPassword);
    for (const due of ['overdue', 'today', 'soon'])
      expect((await coordinator.get<{ total: number }>(`/submissions?due=${due}`)).body.total).toBeGreaterThan(2);
  } finally {
    await api.close();
  }
});

it('changes nothing at the second start', async () => {
  const state = () =>
    demo.database.row(`select (select max(seq) from event) as event, (select count(*) from account) as accounts,
      (select array_agg(d) from demonstration d)::text as calendar, (select sum(version) from work_item) as versions`);
  const before = await state();
  await demo.start();
  expect(await state()).toEqual(before);
});

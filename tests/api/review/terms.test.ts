import { FillDueDates } from '#libs/implementation';
import { UnitOfWork } from '#libs/database';
import { Calendar } from '#libs/platform';
import { Reference } from '#libs/programme';
import { buildTown, type Reply, type Stage, type Stages, type TestClient, type Town } from '#libs/testing';

interface Term {
  allowedDays: number | null;
  usedDays: number | null;
  remainingDays: number | null;
  dueOn: string | null;
  colour: string | null;
  colourText: { zh: string; en: string } | null;
  state: string;
  calendarMissing: number[];
}
interface Page {
  items: { id: string; term: Term | null }[];
  nextCursor: string | null;
  total: number;
}
interface Problem {
  status: number;
  code: string;
  blockers: { code: string; pointer?: string; message: { zh: string; en: string } }[];
}

let town: Town;
let stages: Stages;
let coordinator: TestClient;
let reviewer: TestClient;
let lead: TestClient;

beforeAll(async () => {
  ({ town, stages } = await buildTown({ measures: 90 }));
  [coordinator, reviewer, lead] = await Promise.all([
    town.as('coordinator'),
    town.as('reviewer.trade'),
    town.as('lead.east'),
  ]);
});
beforeEach(() => setTown('2021-12-16T10:00'));
afterAll(() => town.close());

/** Sets the business time of the town, whose clock runs on. */
function setTown(time: string): void {
  const calendar = town.api.app.get(Calendar);
  calendar.shift(calendar.shiftMs + new Date(`${time}:00+08:00`).getTime() - calendar.now().getTime());
}

const termsPath = '/programmes/small-pilot/terms';
const put = <Body = Problem>(client: TestClient, path: string, body: unknown): Promise<Reply<Body>> =>
  client.send<Body>('PUT', path, body);
const termOf = async ({ id }: Stage, client = reviewer) =>
  (await client.get<{ term: Term | null }>(`/submissions/${id}`)).body.term;
const roundsOf = ({ id }: Stage) =>
  town.database.rows(
    `select round, allowed_days as "allowedDays", due_on as "dueOn", calendar_missing as "calendarMissing"
     from submission_round where submission_id = $1 order by round`,
    [id],
  );
const events = (kind: string) =>
  town.database.rows<{ data: Record<string, unknown>; actor: string | null; submissionId: string | null }>(
    'select data, actor_person_id as actor, submission_id as "submissionId" from event where kind = $1 order by seq',
    [kind],
  );
const pointers = ({ body }: Reply<Problem>) => body.blockers.map(({ pointer }) => pointer);

describe('the days that a programme gives', () => {
  afterEach(() => put(coordinator, termsPath, { decideDays: 5, opinionDays: 3 }));

  it('are 5 and 3 unless the coordinator says otherwise', async () => {
    expect((await lead.get(termsPath)).body).toEqual({ decideDays: 5, opinionDays: 3 });
  });

  it('are set by nobody else', async () => {
    for (const who of ['lead.east', 'editor.east', 'reviewer.trade', 'auditor', 'nobody']) {
      const client = await town.as(who);
      const reply = await town.untouched(() => put(client, termsPath, { decideDays: 4, opinionDays: 2 }));
      expect([who, reply.status]).toEqual([who, 403]);
    }
    const reply = await put(town.api.anonymous(), termsPath, { decideDays: 4, opinionDays: 2 });
    expect(reply.status).toBe(401);
    expect((await put(coordinator, '/programmes/unknown/terms', { decideDays: 4, opinionDays: 2 })).status).toBe(404);
  });

  it.each([
    [{ decideDays: 0, opinionDays: 3 }, ['/decideDays']],
    [{ decideDays: 61, opinionDays: 2.5 }, ['/decideDays', '/opinionDays']],
    [{ decideDays: 5 }, ['/opinionDays']],
    [{ decideDays: '5', opinionDays: 3 }, ['/decideDays']],
    [{ decideDays: 5, opinionDays: 3, other: 1 }, ['/other']],
  ])('are whole numbers of days: not %j', async (body, expected) => {
    const reply = await town.untouched(() => put(coordinator, termsPath, body));
    expect(reply.status).toBe(422);
    expect([...new Set(pointers(reply))]).toEqual(expected);
  });

  it('hold for clocks that start later; the event says what changed, and saying it again is no change', async () => {
    const toldBefore = (await events('set-terms')).length;
    const before = await stages.proposed();
    expect(await put(coordinator, termsPath, { decideDays: 10, opinionDays: 4 })).toMatchObject({
      status: 200,
      body: { decideDays: 10, opinionDays: 4 },
    });
    await put(coordinator, termsPath, { decideDays: 10, opinionDays: 4 });
    const after = await stages.proposed();
    expect(await termOf(before)).toMatchObject({ allowedDays: 5, dueOn: '2021-12-23' });
    expect(await termOf(after)).toMatchObject({ allowedDays: 10, dueOn: '2021-12-30' });
    const told = await events('set-terms');
    expect(told).toHaveLength(toldBefore + 1);
    expect(told.at(-1)).toMatchObject({
      actor: town.people.get('coordinator'),
      data: { before: { decideDays: 5, opinionDays: 3 }, after: { decideDays: 10, opinionDays: 4 } },
    });
    // Returned and sent again, a submission keeps the days of its own clock.
    const again = await stages.submit(await stages.decided(before, 'return'));
    expect(await termOf(again)).toMatchObject({ allowedDays: 5, remainingDays: 5, dueOn: '2021-12-23' });
  });
});

describe('the term of a submission', () => {
  it('is none before it is sent', async () => {
    expect(await termOf(await stages.draft(), lead)).toBeNull();
  });

  it('begins on the next working day, and both sides see it alike', async () => {
    const stage = await stages.proposed();
    const expected = {
      allowedDays: 5,
      usedDays: 0,
      remainingDays: 5,
      dueOn: '2021-12-23',
      colour: null,
      colourText: null,
      state: 'running',
      calendarMissing: [],
    };
    expect(await termOf(stage)).toEqual(expected);
    expect(await termOf(stage, lead)).toEqual(expected);
    expect(await roundsOf(stage)).toEqual([{ round: 1, allowedDays: 5, dueOn: '2021-12-23', calendarMissing: [] }]);
  });

  it('is blue, yellow and red as its end comes near', async () => {
    const stage = await stages.proposed();
    const seen = [];
    for (const day of ['2021-12-17', '2021-12-20', '2021-12-22', '2021-12-23', '2021-12-24']) {
      setTown(`${day}T09:00`);
      const term = await termOf(stage);
      seen.push([day, term!.colour, term!.colourText?.zh, term!.usedDays, term!.remainingDays]);
    }
    expect(seen).toEqual([
      ['2021-12-17', null, undefined, 1, 4],
      ['2021-12-20', 'blue', '蓝', 2, 3],
      ['2021-12-22', 'blue', '蓝', 4, 1],
      ['2021-12-23', 'yellow', '黄', 5, 0],
      ['2021-12-24', 'red', '红', 6, 0],
    ]);
  });

  it('counts make-up working days and not the holidays they make up for', async () => {
    setTown('2022-01-28T10:00');
    expect(await termOf(await stages.proposed())).toMatchObject({ dueOn: '2022-02-09' });
  });

  it('rests while the region has it again; the next round gets what was left', async () => {
    const sent = await stages.proposed();
    setTown('2021-12-20T10:00');
    const returned = await stages.decided(sent, 'return');
    const paused = { allowedDays: 5, usedDays: 2, remainingDays: 3, dueOn: null, colour: null, state: 'paused' };
    expect(await termOf(returned)).toMatchObject(paused);
    setTown('2022-01-10T10:00');
    expect(await termOf(returned, lead)).toMatchObject(paused);
    const again = await stages.submit(returned);
    expect(await termOf(again)).toMatchObject({ ...paused, state: 'running', dueOn: '2022-01-13', colour: 'blue' });
    expect(await roundsOf(again)).toMatchObject([
      { allowedDays: 5, dueOn: '2021-12-23' },
      { allowedDays: 3, dueOn: '2022-01-13' },
    ]);
  });

  it('ends on the day of sending when nothing was left', async () => {
    const sent = await stages.proposed();
    setTown('2021-12-27T10:00');
    const returned = await stages.decided(sent, 'return');
    setTown('2021-12-29T10:00');
    const again = await stages.submit(returned);
    expect(await termOf(again)).toMatchObject({ remainingDays: 0, dueOn: '2021-12-29', colour: 'yellow', usedDays: 7 });
    setTown('2021-12-30T10:00');
    expect(await termOf(again)).toMatchObject({ colour: 'red', usedDays: 8 });
  });

  it('ends with a decision or a withdrawal, and a new submission has a new clock', async () => {
    const approved = await stages.approved();
    const rejected = await stages.proposed();
    const withdrawn = await stages.proposed();
    setTown('2021-12-20T10:00');
    await stages.decided(rejected, 'reject');
    await lead.post(`/submissions/${withdrawn.id}/withdraw`, undefined, { ifMatch: withdrawn.version });
    setTown('2022-02-10T10:00');
    expect(await termOf(approved)).toMatchObject({ state: 'ended', usedDays: 0, colour: null });
    expect(await termOf(rejected)).toMatchObject({ state: 'ended', usedDays: 2, dueOn: '2021-12-23', colour: null });
    expect(await termOf(withdrawn)).toMatchObject({ state: 'ended', usedDays: 2, colour: null });
    const anew = await stages.proposed(rejected.item);
    expect(await termOf(anew)).toMatchObject({ state: 'running', allowedDays: 5, usedDays: 0, dueOn: '2022-02-17' });
  });

  it('stands where it was set: the database refuses another', async () => {
    const stage = await stages.proposed();
    for (const change of ["due_on = '2022-01-31'", 'due_on = null', 'allowed_days = 9', "content = '{}'"]) {
      const changed = town.database.rows(`update submission_round set ${change} where submission_id = $1`, [stage.id]);
      await expect(changed).rejects.toMatchObject({ code: 'MT001' });
    }
    expect(await roundsOf(stage)).toMatchObject([{ allowedDays: 5, dueOn: '2021-12-23' }]);
  });
});

describe('the list of submissions', () => {
  const list = async (query: string, client = reviewer) => (await client.get<Page>(`/submissions?${query}`)).body;
  const item = () => town.fresh({ region: 'NORTH', lead: 'LAW' });
  let law: TestClient;
  let sent: Record<'overdue' | 'today' | 'soon' | 'far', Stage>;
  let resting: Stage;

  beforeAll(async () => {
    law = await town.as('reviewer.law');
    const at = async (day: string) => {
      setTown(`${day}T10:00`);
      return stages.proposed(item());
    };
    const [overdue, today, soon] = [await at('2021-12-08'), await at('2021-12-09'), await at('2021-12-10')];
    setTown('2021-12-10T11:00');
    resting = await stages.decided(await stages.proposed(item()), 'return');
    sent = { overdue, today, soon, far: await at('2021-12-16') };
  });

  it.each(['overdue', 'today', 'soon'] as const)('narrows to what is %s', async (due) => {
    const { items, total } = await list(`due=${due}`, law);
    expect(items.map(({ id }) => id)).toEqual([sent[due].id]);
    expect(total).toBe(1);
    expect(items[0]!.term!.colour).toBe({ overdue: 'red', today: 'yellow', soon: 'blue' }[due]);
  });

  it('shows a region its own alike, and other regions nothing', async () => {
    const own = await list('due=overdue', await town.as('lead.north'));
    expect(own.items.map(({ id }) => id)).toEqual([sent.overdue.id]);
    expect((await list('due=overdue', await town.as('lead.west'))).items).toEqual([]);
  });

  it('is in the order in which terms end, page by page, with those that have none at the end', async () => {
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page = await list(`sort=dueOn&limit=2${cursor && `&cursor=${cursor}`}`, law);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(ids).toEqual([sent.overdue.id, sent.today.id, sent.soon.id, sent.far.id, resting.id]);
  });

  it('refuses other words, and a cursor of another order', async () => {
    expect((await law.get('/submissions?due=later')).status).toBe(400);
    expect((await law.get('/submissions?sort=colour')).status).toBe(400);
    const { nextCursor } = await list('sort=dueOn&limit=1', law);
    expect((await law.get(`/submissions?cursor=${nextCursor}`)).status).toBe(400);
  });
});

describe('the calendar', () => {
  const spring = { holidays: ['2031-01-23', '2031-01-24'], workdays: ['2031-01-26'] };

  it('tells everybody who is signed in what is known of a year, and from where', async () => {
    const nobody = await town.as('nobody');
    const { body } = await nobody.get<Record<string, unknown>>('/calendar/2021');
    expect(body).toMatchObject({ year: 2021, source: 'published', enteredAt: null });
    expect(body['holidays']).toContain('2021-10-01');
    expect(body['workdays']).toContain('2021-09-26');
    expect((await town.api.anonymous().get('/calendar/2021')).status).toBe(401);
    for (const year of ['2090', '1999', 'abc', '20211', '2021.5'])
      expect([year, (await nobody.get(`/calendar/${year}`)).status]).toEqual([year, 404]);
  });

  it('is entered by the coordinator alone', async () => {
    for (const who of ['lead.east', 'reviewer.trade', 'auditor', 'nobody']) {
      const client = await town.as(who);
      const reply = await town.untouched(() => put(client, '/calendar/2031', spring));
      expect([who, reply.status]).toEqual([who, 403]);
    }
    expect((await coordinator.get('/calendar/2031')).status).toBe(404);
  });

  it.each([
    [{ holidays: ['2031-01-23', '2030-12-31'], workdays: [] }, ['outside-year'], ['/holidays/1']],
    [{ holidays: [], workdays: ['2032-01-03'] }, ['outside-year'], ['/workdays/0']],
    [{ holidays: [], workdays: ['2031-01-23'] }, ['no-weekend'], ['/workdays/0']],
    [{ holidays: ['2031-01-26'], workdays: ['2031-01-26'] }, ['contradiction'], ['/workdays/0']],
  ])('refuses what cannot be, day by day: %j', async (body, codes, expected) => {
    const reply = await town.untouched(() => put(coordinator, '/calendar/2031', body));
    expect([reply.status, pointers(reply)]).toEqual([422, expected]);
    expect(reply.body.blockers.map(({ code }) => code)).toEqual(codes);
  });

  it.each([
    [{ holidays: ['2031-02-30'], workdays: [] }, '/holidays'],
    [{ holidays: ['tomorrow'], workdays: [] }, '/holidays'],
    [{ holidays: ['2031-01-23', '2031-01-23'], workdays: [] }, '/holidays'],
    [{ holidays: '2031-01-23', workdays: [] }, '/holidays'],
    [{ holidays: [] }, '/workdays'],
  ])('refuses what is no list of days: %j', async (body, pointer) => {
    const reply = await put(coordinator, '/calendar/2031', body);
    expect([reply.status, [...new Set(pointers(reply))]]).toEqual([422, [pointer]]);
  });

  it('is kept with its source, by an event; the same again is no change', async () => {
    const entered = await put<Record<string, unknown>>(coordinator, '/calendar/2031', spring);
    expect(entered).toMatchObject({ status: 200, body: { year: 2031, source: 'entered', ...spring } });
    await put(coordinator, '/calendar/2031', spring);
    expect((await events('set-calendar')).filter(({ data }) => data['year'] === 2031)).toEqual([
      {
        actor: town.people.get('coordinator'),
        submissionId: null,
        data: { year: 2031, before: null, after: spring },
      },
    ]);
    const days = await town.api.app.get(Reference, { strict: false }).workingDays();
    expect(['2031-01-23', '2031-01-26', '2031-01-27'].map((day) => days.kind(day))).toEqual([
      'free',
      'working',
      'working',
    ]);
  });

  it('is guarded by the database too', async () => {
    const refused = (sql: string) => expect(town.database.rows(sql)).rejects.toBeDefined();
    await refused('delete from calendar_year where year = 2021');
    await refused(`update calendar_year set holidays = '{2020-01-01}' where year = 2021`);
    await refused(`update calendar_year set workdays = '{2021-01-06}' where year = 2021`);
    await refused(`update calendar_year set workdays = '{2021-01-02}', holidays = '{2021-01-02}' where year = 2021`);
  });
});

it('a clock that ran before terms were kept gets the days that the programme gives', async () => {
  const stage = await stages.proposed();
  const table = 'alter table submission_round';
  await town.database.rows(`${table} disable trigger submission_round_append_only`);
  await town.database.rows('update submission_round set allowed_days = null, due_on = null where submission_id = $1', [
    stage.id,
  ]);
  await town.database.rows(`${table} enable trigger submission_round_append_only`);
  expect(await termOf(stage)).toMatchObject({ allowedDays: null, dueOn: null, colour: null, calendarMissing: [] });
  const unitOfWork = town.api.app.get(UnitOfWork, { strict: false });
  await unitOfWork.run((tx) => town.api.app.get(FillDueDates, { strict: false }).run(tx));
  expect(await termOf(stage)).toMatchObject({ allowedDays: 5, dueOn: '2021-12-23' });
});

describe('a year that nobody has entered', () => {
  const fill = () =>
    town.api.app
      .get(UnitOfWork, { strict: false })
      .run((tx) => town.api.app.get(FillDueDates, { strict: false }).run(tx));
  let known: { holidays: string[]; workdays: string[] };

  beforeAll(async () => {
    const { body } = await coordinator.get<typeof known>('/calendar/2022');
    known = { holidays: body.holidays, workdays: body.workdays };
    await town.database.rows('alter table calendar_year disable trigger calendar_year_kept');
    await town.database.rows('delete from calendar_year where year = 2022');
    await town.database.rows('alter table calendar_year enable trigger calendar_year_kept');
    await town.api.app.get(Reference, { strict: false }).refresh();
  });

  it('is said to be missing, never guessed; entering it sets the due dates that waited and no other', async () => {
    setTown('2021-12-27T10:00');
    const within = await stages.proposed();
    expect(await put(coordinator, termsPath, { decideDays: 3, opinionDays: 3 })).toMatchObject({ status: 200 });
    const short = await stages.proposed();
    await put(coordinator, termsPath, { decideDays: 5, opinionDays: 3 });
    const returned = await stages.proposed();
    const unknown = { dueOn: null, colour: null, state: 'running', calendarMissing: [2022] };
    expect(await termOf(within)).toMatchObject({ ...unknown, allowedDays: 5, usedDays: 0, remainingDays: 5 });
    expect(await termOf(short)).toMatchObject({ dueOn: '2021-12-30', colour: 'blue', calendarMissing: [] });
    expect(await roundsOf(within)).toMatchObject([{ allowedDays: 5, dueOn: null, calendarMissing: [2022] }]);
    setTown('2022-01-05T10:00');
    expect(await termOf(within)).toMatchObject({ ...unknown, usedDays: null, remainingDays: null });
    const again = await stages.submit(await stages.decided(returned, 'return'));
    expect(await roundsOf(again)).toMatchObject([{ dueOn: null }, { allowedDays: null, dueOn: null }]);
    const { items } = (await reviewer.get<Page>('/submissions?sort=dueOn&state=submitted&limit=200')).body;
    expect(items.slice(-2).map(({ term }) => term!.dueOn)).toEqual([null, null]);
    expect(await fill()).toBe(0);

    const toldBefore = (await events('fill-due-date')).length;
    await town.database.rows('delete from outbox');
    expect(await put(coordinator, '/calendar/2022', known)).toMatchObject({ status: 200 });
    expect(await town.database.rows('select job from outbox')).toContainEqual({ job: 'fill-due-dates' });
    const stood = await town.database.rows('select * from submission_round where due_on is not null order by 1, 2');
    expect(await fill()).toBe(3);
    expect(await fill()).toBe(0);
    expect(await roundsOf(within)).toEqual([{ round: 1, allowedDays: 5, dueOn: '2022-01-04', calendarMissing: [] }]);
    expect(await roundsOf(again)).toEqual([
      { round: 1, allowedDays: 5, dueOn: '2022-01-04', calendarMissing: [] },
      { round: 2, allowedDays: 0, dueOn: '2022-01-05', calendarMissing: [] },
    ]);
    expect(await termOf(within)).toMatchObject({ dueOn: '2022-01-04', colour: 'red', usedDays: 6, remainingDays: 0 });
    const told = (await events('fill-due-date')).slice(toldBefore);
    expect(told.map(({ submissionId, data }) => [submissionId, data['round'], data['dueOn']])).toEqual(
      expect.arrayContaining([
        [within.id, 1, '2022-01-04'],
        [again.id, 1, '2022-01-04'],
        [again.id, 2, '2022-01-05'],
      ]),
    );
    expect(told).toHaveLength(3);

    // Another arrangement of the same year moves no date that stands.
    await put(coordinator, '/calendar/2022', { holidays: [...known.holidays, '2022-01-04'], workdays: known.workdays });
    expect(await fill()).toBe(0);
    const still = await town.database.rows<{ submission_id: string; round: number }>('select * from submission_round');
    expect(still).toEqual(expect.arrayContaining(stood));
    expect(await termOf(within)).toMatchObject({ dueOn: '2022-01-04' });
  });
});

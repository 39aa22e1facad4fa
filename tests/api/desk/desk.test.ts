import { randomUUID } from 'node:crypto';
import { type BuiltTown, buildTown, type Stage } from '#libs/testing';
import { Calendar } from '#libs/platform';
import { expectRefusal, pointersOf } from '../implementation/refusals.js';

type Members = Record<string, unknown>;

interface Row extends Members {
  id: string;
  kind: string;
  term: { dueOn: string; colour: string | null };
  moves: { move: string }[];
  blockers: { move: string; reasons: { code: string }[] }[];
  can: Record<string, boolean>;
}

interface Page {
  items: Row[];
  nextCursor: string | null;
  total: number;
  counts: {
    byColour: Record<string, number>;
    byKind: Record<string, number>;
    byHolder: { holder: { id: string } | null; count: number }[];
  };
}

const dayMs = 86_400_000;
let built: BuiltTown;
/** On Thursday 16 December: due on the 23rd. */
let thursday: { proposal: Stage; exemption: Stage; report: Stage };
/** On Tuesday the 21st: due on the 28th. */
let tuesday: Stage;
/** On Friday the 24th, which is the day of the tests: due on the 31st. */
let friday: Stage;
let law: Stage;
let own: Stage;
beforeAll(async () => {
  built = await buildTown({ measures: 36 });
  const { town, stages } = built;
  const calendar = town.api.app.get(Calendar, { strict: false });
  const later = (days: number) => calendar.shift(calendar.shiftMs + days * dayMs);
  thursday = {
    proposal: await stages.proposed(town.fresh()),
    exemption: await stages.submitted('exemption', town.fresh({ region: 'NORTH' })),
    report: await stages.reported(town.fresh({ region: 'WEST' })),
  };
  await stages.draft();
  await stages.decided(await stages.proposed(), 'return');
  later(5);
  tuesday = await stages.proposed(town.fresh());
  later(3);
  friday = await stages.proposed(town.fresh({ region: 'WEST' }));
  law = await stages.proposed(town.fresh({ lead: 'LAW' }));
  const draft = await stages.draft();
  const { body } = await (
    await town.as('both')
  ).post(`/submissions/${draft.id}/submit`, undefined, { ifMatch: draft.version });
  own = { ...draft, version: Number(body['version']) };
});
afterAll(() => built.town.close());

async function desk(query = '', by = 'reviewer.trade') {
  const client = await built.town.as(by);
  return client.get<Page & Members>(`/desk${query}`);
}
const ids = ({ body }: { body: Page }) => body.items.map(({ id }) => id).sort();
const idsOf = (...stages: Stage[]) => stages.map(({ id }) => id).sort();
const ofTrade = () => [...Object.values(thursday), tuesday, friday, own];

describe('refused', () => {
  it('to a stranger: 401', async () => {
    expectRefusal(await built.town.api.anonymous().get('/desk'), 401, 'not-signed-in');
    expectRefusal(await built.town.api.anonymous().get('/desk/opinions'), 401, 'not-signed-in');
  });

  it.each(['editor.east', 'lead.east', 'nobody'])('to %s: 403', async (by) => {
    expectRefusal(await desk('', by), 403, 'forbidden');
    expectRefusal(await (await built.town.as(by)).get('/desk/opinions'), 403, 'forbidden');
  });

  it.each([
    ['holder=somebody', 'holder'],
    ['due=never', 'due'],
    ['kind=letter', 'kind'],
    ['task=0', 'task'],
    ['q=', 'q'],
    ['sort=id', 'sort'],
    ['limit=201', 'limit'],
    ['cursor=x', 'cursor'],
    ['state=draft', 'state'],
  ])('%s: 400 with its name', async (query, pointer) => {
    const reply = await desk(`?${query}`);
    expectRefusal(reply, 400, 'bad-request');
    expect(pointersOf(reply)).toEqual([pointer]);
  });

  it('a cursor of another order: 400', async () => {
    const { body } = await desk('?limit=2');
    expectRefusal(await desk(`?limit=2&sort=waiting&cursor=${body.nextCursor}`), 400, 'bad-request');
  });
});

describe('the desk', () => {
  it("shows what waits for one's own departments, and nothing that was never sent or is back with the region", async () => {
    expect(ids(await desk())).toEqual(idsOf(...ofTrade()));
    expect(ids(await desk('', 'reviewer.law'))).toEqual(idsOf(law));
    expect(ids(await desk('', 'reviewer.finance'))).toEqual([]);
  });

  it.each(['coordinator', 'auditor'])('shows the %s everything, with nothing to decide', async (by) => {
    const reply = await desk('', by);
    expect(ids(reply)).toEqual(idsOf(...ofTrade(), law));
    for (const { can } of reply.body.items) expect(can).toMatchObject({ decide: false });
    expect(ids(await desk('?department=LAW', by))).toEqual(idsOf(law));
  });

  it('leads with the term that ends first, in its colour', async () => {
    const { body } = await desk();
    expect(body.items.map(({ term }) => [term.dueOn, term.colour])).toEqual([
      ...Array(3).fill(['2021-12-23', 'red']),
      ['2021-12-28', 'blue'],
      ...Array(2).fill(['2021-12-31', null]),
    ]);
    const waiting = await desk('?sort=waiting');
    expect(waiting.body.items.map(({ id }) => id).slice(-3)).toEqual([tuesday.id, friday.id, own.id]);
  });

  it('counts by colour, kind and holder, of all rows and not of the page', async () => {
    const { body } = await desk('?limit=1');
    expect(body.counts).toEqual({
      byColour: { red: 3, yellow: 0, blue: 1, none: 2 },
      byKind: { proposal: 4, 'implementation-report': 1, amendment: 0, exemption: 1 },
      byHolder: [{ holder: null, count: 6 }],
    });
    expect([body.total, body.items.length]).toEqual([6, 1]);
  });

  it('counts under the filters', async () => {
    const { body } = await desk('?due=overdue&kind=proposal');
    expect(body.counts).toMatchObject({
      byColour: { red: 1, blue: 0, none: 0 },
      byKind: { proposal: 1, exemption: 0 },
    });
  });

  it.each([
    ['due=overdue', () => Object.values(thursday)],
    ['due=today', () => []],
    ['due=soon', () => [tuesday]],
    ['kind=exemption', () => [thursday.exemption]],
    ['region=WEST', () => [thursday.report, friday]],
    ['region=WEST&due=overdue', () => [thursday.report]],
    ['holder=unassigned', ofTrade],
    ['holder=mine', () => []],
    ['department=LAW', () => []],
    ['programme=small-pilot', ofTrade],
    ['programme=other', () => []],
    ['q=REGION%20NORTH', () => [thursday.exemption]],
    ['q=%E4%B8%BE%E6%8E%AA', ofTrade],
    ['q=nowhere', () => []],
  ] as [string, () => Stage[]][])('%s', async (query, wanted) => {
    const reply = await desk(`?${query}`);
    expect([ids(reply), reply.body.total]).toEqual([idsOf(...wanted()), wanted().length]);
  });

  it('by task and by the number of a measure', async () => {
    const { measure } = thursday.proposal.item;
    const same = ofTrade().filter(({ item }) => item.measure === measure);
    const reply = await desk(`?q=${measure}&region=${thursday.proposal.item.region}`);
    expect(ids(reply)).toContain(thursday.proposal.id);
    const task = ((measure - 1) % 3) + 1;
    const ofTask = ofTrade().filter(({ item }) => ((item.measure - 1) % 3) + 1 === task);
    expect(ids(await desk(`?task=${task}`))).toEqual(idsOf(...ofTask));
    expect(same.length).toBeGreaterThan(0);
  });

  it.each(['dueOn', 'waiting'])('comes page by page in the order of %s, each row once', async (sort) => {
    const whole = (await desk(`?sort=${sort}`)).body.items.map(({ id }) => id);
    const seen: string[] = [];
    let cursor: string | null = '';
    do {
      const { body }: { body: Page } = await desk(`?sort=${sort}&limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    } while (cursor);
    expect(seen).toEqual(whole);
  });

  it('each row says what this person can do with it, and why not', async () => {
    const { body } = await desk('', 'both');
    const mine = body.items.find(({ id }) => id === own.id)!;
    expect(mine.can).toMatchObject({ decide: false });
    const reasons = mine.blockers.find(({ move }) => move === 'approve-proposal')?.reasons;
    expect(reasons).toMatchObject([{ code: 'four-eyes' }]);
    const others = body.items.find(({ id }) => id === tuesday.id)!;
    expect(others.moves.map(({ move }) => move)).toEqual(
      expect.arrayContaining(['approve-proposal', 'return-proposal']),
    );
  });

  it('says how much proves a report, and what supporting departments say', async () => {
    const { body } = await desk('?kind=implementation-report');
    expect(body.items).toMatchObject([
      { evidence: { pieces: 1, required: 1 }, opinions: { asked: 0, given: 0, objections: [] } },
    ]);
    expect((await desk('?kind=exemption')).body.items).toMatchObject([{ evidence: null }]);
  });
});

describe('what somebody has taken up', () => {
  it("is that person's own, and no longer unassigned", async () => {
    const reviewer = await built.town.as('reviewer.trade');
    const reply = await reviewer.post(`/submissions/${tuesday.id}/acknowledge`, undefined, {
      ifMatch: tuesday.version,
    });
    expect(reply.status < 300 || reply.body).toBe(true);
    expect(ids(await desk('?holder=mine'))).toEqual([tuesday.id]);
    expect(ids(await desk('?holder=mine', 'reviewer2.trade'))).toEqual([]);
    expect(ids(await desk('?holder=unassigned'))).not.toContain(tuesday.id);
    const { counts } = (await desk()).body;
    expect(counts.byHolder).toEqual([
      { holder: null, count: 5 },
      { holder: { id: built.town.people.get('reviewer.trade'), name: expect.anything() }, count: 1 },
    ]);
  });
});

describe('opinions', () => {
  interface Asked extends Members {
    department: { code: string };
    submission: { id: string };
    term: { dueOn: string; state: string };
    position: string | null;
  }
  const asked = async (by: string, query = '') => {
    const client = await built.town.as(by);
    return (await client.get<{ items: Asked[] }>(`/desk/opinions${query}`)).body.items;
  };
  let supported: Stage;
  beforeAll(async () => {
    supported = await built.stages.proposed(built.town.fresh({ place: 6 }));
    const reviewer = await built.town.as('reviewer.trade');
    const body = { departments: ['LAW', 'FINANCE'], question: 'Any objection?' };
    const reply = await reviewer.post(`/submissions/${supported.id}/opinion-requests`, body, {
      ifMatch: supported.version,
    });
    expect(reply.status < 300 || reply.body).toBe(true);
    supported = { ...supported, version: Number(reply.body['version']) };
  });

  it('are shown to the departments that were asked, with their own term', async () => {
    expect(await asked('reviewer.trade')).toEqual([]);
    expect(await asked('reviewer.law')).toMatchObject([
      {
        department: { code: 'LAW' },
        question: 'Any objection?',
        dueOn: '2021-12-29',
        term: { state: 'running', dueOn: '2021-12-29' },
        position: null,
        submission: { id: supported.id },
      },
    ]);
    expect((await asked('coordinator')).map(({ department }) => department.code).sort()).toEqual(['FINANCE', 'LAW']);
    expect(ids(await desk('', 'reviewer.law'))).toEqual(idsOf(law));
  });

  it('that were given leave the list, and an objection stands beside the submission', async () => {
    const reviewer = await built.town.as('reviewer.law');
    const body = { position: 'objection', reason: 'Against the law' };
    const reply = await reviewer.post(`/submissions/${supported.id}/opinions`, body, { ifMatch: supported.version });
    expect(reply.status < 300 || reply.body).toBe(true);
    expect(await asked('reviewer.law')).toEqual([]);
    expect(await asked('reviewer.law', '?given=true')).toMatchObject([
      { position: 'objection', term: { state: 'ended' } },
    ]);
    const row = (await desk()).body.items.find(({ id }) => id === supported.id);
    expect(row).toMatchObject({ opinions: { asked: 2, given: 1, objections: [{ code: 'LAW' }] } });
  });

  it('are wanted no more once it is decided; the objection had to be answered, in a set too', async () => {
    const reviewer = await built.town.as('reviewer.trade');
    const version = supported.version + 1;
    const bulk = (more: Members) =>
      reviewer.post<{ decisions: Members[] }>(
        '/decisions/bulk',
        { outcome: 'approve', decisions: [{ submissionId: supported.id, version, ...more }] },
        { key: randomUUID() },
      );
    expect((await bulk({})).body.decisions).toMatchObject([
      { result: 'refused', problem: { status: 409, blockers: [{ code: 'objection-unanswered' }] } },
    ]);
    const answers = [{ department: 'LAW', answer: 'The law was changed in 2020.' }];
    expect((await bulk({ answers })).body.decisions).toMatchObject([{ result: 'decided' }]);
    expect(await asked('reviewer.finance')).toEqual([]);
  });
});

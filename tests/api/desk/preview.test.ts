import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { Stage } from '#libs/testing';
import { type TownAtWork, townAtWork } from '../../jobs/town-at-work.js';
import { expectRefusal, pointersOf } from '../implementation/refusals.js';

type Members = Record<string, unknown>;

interface Said {
  implemented: number;
  counted: number;
  rate: number | null;
  text: { zh: string; en: string };
  counts: Record<string, number>;
}

interface Preview {
  totals: { asked: number; accepted: number; refused: number };
  decisions: ({ submissionId: string; result: string } & Members)[];
  rates: {
    programme: { code: string };
    rule: { kind: string };
    figures: { by: string; level: string; key: string; before: Said; after: Said }[];
  }[];
  notices: { kind: string; audience: string; region: { code: string }; notices: number; people: number }[];
}

let built: TownAtWork;
beforeAll(async () => {
  built = await townAtWork(270);
}, 60_000);
afterAll(() => built.close());
const town = () => built.town;
const stages = () => built.stages;
const as = (who: string) => town().as(who);

const preview = async (body: unknown, by = 'reviewer.trade') =>
  (await as(by)).post<Preview & Members>('/decisions/bulk/preview', body);
const bulk = async (body: unknown, by = 'reviewer.trade') =>
  (await as(by)).post<Preview & { bulk: string }>('/decisions/bulk', body, { key: randomUUID() });
const wish = ({ id, version }: Stage) => ({ submissionId: id, version });
/** Reports name the points that convince; other submissions have none. */
const recognise = (stage: Stage) => ({ ...wish(stage), passedPoints: [1] });
const approve = (...stages: Stage[]) => ({ outcome: 'approve', decisions: stages.map(wish) });

/** Waits until the worker has handled every event. */
async function settled(): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const row = await town().database.row<{ waiting: number }>(
      "select count(*)::integer as waiting from outbox where job in ('recalculate', 'prepare-notices') and dead_at is null",
    );
    if (row?.waiting === 0) return;
    await sleep(25);
  }
  throw new Error('the worker does not come to an end');
}

/** A hash over every row of every table but those that the worker keeps for itself. */
async function everything(): Promise<Record<string, string>> {
  const tables = await town().database.rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
       and table_name not in ('job', 'job_run', 'mail', 'session', 'outbox') order by 1`,
  );
  const hashes: Record<string, string> = {};
  for (const { name } of tables) {
    const row = await town().database.row<{ hash: string }>(
      `select md5(coalesce(string_agg(t::text, e'\\n' order by t::text), '')) as hash from "${name}" t`,
    );
    hashes[name] = row!.hash;
  }
  return hashes;
}

describe('refused', () => {
  it('for a stranger: 401', async () => {
    const reply = await town().api.anonymous().post<Members>('/decisions/bulk/preview', { decisions: [] });
    expectRefusal(reply, 401, 'not-signed-in');
  });

  it.each(['editor.east', 'lead.east', 'coordinator', 'auditor', 'nobody'])('for %s: 403', async (by) => {
    const body = { outcome: 'approve', decisions: [{ submissionId: randomUUID(), version: 1 }] };
    expectRefusal(await town().untouched(() => preview(body, by)), 403, 'forbidden');
  });

  it('with faults in the set, as the set itself: 422', async () => {
    const some = { submissionId: randomUUID(), version: 1 };
    for (const [body, pointer] of [
      [{ outcome: 'approve', decisions: [] }, '/decisions'],
      [{ outcome: 'approve', decisions: Array(501).fill(some) }, '/decisions'],
      [{ decisions: [some] }, '/decisions/0/outcome'],
    ] as const) {
      const reply = await town().untouched(() => preview(body));
      expectRefusal(reply, 422, 'invalid');
      expect(pointersOf(reply)).toContain(pointer);
    }
  });
});

describe('a preview', () => {
  it('says what would happen to the headline rate, and who would hear of it', async () => {
    const one = await stages().reported(town().fresh({ region: 'WEST' }));
    const two = await stages().reported(town().fresh({ region: 'NORTH' }));
    const proposal = await stages().proposed(town().fresh({ region: 'NORTH' }));
    const law = await stages().proposed(town().fresh({ lead: 'LAW' }));
    const { body } = await preview({
      outcome: 'approve',
      decisions: [recognise(one), recognise(two), wish(proposal), wish(law)],
    });
    expect(body.totals).toMatchObject({ asked: 4, accepted: 3, refused: 1 });
    expect(body.decisions).toMatchObject([
      {
        submissionId: one.id,
        result: 'would-be-decided',
        workItem: { formerStatus: 'approved', status: 'implemented' },
      },
      { submissionId: two.id, result: 'would-be-decided', workItem: { status: 'implemented' } },
      { submissionId: proposal.id, result: 'would-be-decided', workItem: { status: 'approved' } },
      { submissionId: law.id, result: 'would-be-refused', problem: { blockers: [{ code: 'not-your-department' }] } },
    ]);
    const [rates] = body.rates;
    expect(rates).toMatchObject({ programme: { code: 'small-pilot' }, rule: { kind: 'any' } });
    // Two regions implement the same measure: one more measure, two more work items.
    expect([one.item.measure, proposal.item.measure === one.item.measure]).toEqual([two.item.measure, false]);
    const more = (level: string) => {
      const { before, after } = rates!.figures.find((figure) => figure.by === 'programme' && figure.level === level)!;
      return [after.implemented - before.implemented, after.counted - before.counted];
    };
    expect([more('measure'), more('work-item')]).toEqual([
      [1, 0],
      [2, 0],
    ]);
    const regions = rates!.figures.filter(({ by }) => by === 'region').map(({ key }) => key);
    expect(regions).toEqual(['WEST', 'NORTH']);
    expect(body.notices).toEqual([
      expect.objectContaining({
        kind: 'approve-implementation-report',
        region: expect.objectContaining({ code: 'NORTH' }),
        people: 2,
      }),
      expect.objectContaining({
        kind: 'approve-implementation-report',
        region: expect.objectContaining({ code: 'WEST' }),
        people: 2,
      }),
      expect.objectContaining({
        kind: 'approve-proposal',
        region: expect.objectContaining({ code: 'NORTH' }),
        people: 2,
      }),
    ]);
  });

  it('counts what was submitted a moment ago, though the counters have not come so far', async () => {
    await settled();
    const proposal = await stages().proposed();
    const { body } = await preview(approve(proposal));
    const figure = body.rates[0]!.figures.find(({ by, level }) => by === 'programme' && level === 'work-item')!;
    expect(figure.after.counts['proposed']).toBe(figure.before.counts['proposed']! - 1);
    expect(figure.after.counts['approved']).toBe(figure.before.counts['approved']! + 1);
    expect(figure.after.counts['open']).toBe(figure.before.counts['open']);
  });

  it('stores nothing in any table', async () => {
    const [proposal, report, draft] = [await stages().proposed(), await stages().reported(), await stages().draft()];
    await settled();
    const before = await everything();
    const decisions = [wish(proposal), recognise(report), wish(draft)];
    expect((await preview({ outcome: 'approve', decisions })).body.totals.accepted).toBe(2);
    expect(await everything()).toEqual(before);
  });

  it('holds nothing afterwards: no lock, no key, no version', async () => {
    const one = await stages().proposed();
    await preview(approve(one));
    const held = await town().database.row<{ held: number }>(
      `select count(*)::integer as held from pg_locks l join pg_class c on c.oid = l.relation
       where c.relname in ('work_item', 'progress_state', 'event') and l.mode like '%Row%' and l.pid <> pg_backend_pid()
         and not exists (select from pg_stat_activity a where a.pid = l.pid and a.application_name like '%worker%')`,
    );
    expect(held?.held).toBe(0);
    expect((await bulk(approve(one))).body.totals.accepted).toBe(1);
  });

  it('and a decision at the same time both come to their end', async () => {
    const made: Stage[] = [];
    for (let count = 0; count < 5; count += 1) made.push(await stages().proposed());
    const reviewer = await as('reviewer2.trade');
    const [shown, ...decided] = await Promise.all([
      preview(approve(...made)),
      ...made.map(({ id, version }) =>
        reviewer.post(`/submissions/${id}/decisions`, { outcome: 'approve' }, { ifMatch: version }),
      ),
    ]);
    expect(decided.map(({ status }) => status)).toEqual(Array(5).fill(201));
    expect(shown.status).toBe(200);
  });
});

/** One submission of a random set: in which state, and what is wished for it. */
interface Recipe {
  state: 'proposal' | 'implementation-report' | 'amendment' | 'exemption' | 'draft' | 'law' | 'stale' | 'unknown';
  outcome: 'approve' | 'return' | 'reject';
  reason: boolean;
  points: boolean;
  passed: boolean;
  twice: boolean;
  region: 'EAST' | 'WEST' | 'NORTH';
}

const recipe: fc.Arbitrary<Recipe> = fc.record({
  state: fc.constantFrom(
    'proposal',
    'implementation-report',
    'amendment',
    'exemption',
    'draft',
    'law',
    'stale',
    'unknown',
  ),
  outcome: fc.constantFrom('approve', 'approve', 'return', 'reject'),
  reason: fc.boolean(),
  points: fc.boolean(),
  passed: fc.boolean(),
  twice: fc.boolean(),
  region: fc.constantFrom('EAST', 'WEST', 'NORTH'),
});

async function cook({ state, outcome, reason, points, passed, twice, region }: Recipe): Promise<Members[]> {
  const wish = {
    ...(await placed(state, region)),
    outcome,
    ...(reason && { reason: 'As agreed' }),
    ...(points && { failedPoints: [1] }),
    ...(passed && { passedPoints: [1] }),
  };
  return twice ? [wish, wish] : [wish];
}

async function placed(state: Recipe['state'], region: Recipe['region']): Promise<Members> {
  const item = () => town().fresh({ region, lead: state === 'law' ? 'LAW' : 'TRADE' });
  const sent = ({ id, version }: Stage) => ({ submissionId: id, version });
  switch (state) {
    case 'unknown':
      return { submissionId: randomUUID(), version: 3 };
    case 'draft':
      return sent(await stages().draft('proposal', item()));
    case 'stale':
      return { ...sent(await stages().proposed(item())), version: 1 };
    case 'implementation-report':
    case 'amendment':
      return sent(await stages().submitted(state, (await stages().approved(item())).item));
    case 'proposal':
    case 'law':
      return sent(await stages().proposed(item()));
    case 'exemption':
      return sent(await stages().submitted(state, item()));
  }
}

it('what a preview says is what the same set then does: items, rates and notices, for any set', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(recipe, { minLength: 1, maxLength: 9 }), async (recipes) => {
      const decisions: Members[] = [];
      for (const one of recipes) decisions.push(...(await cook(one)));
      const { body: shown } = await preview({ decisions });
      const { body: done } = await bulk({ decisions });
      const words: Record<string, string> = { 'would-be-decided': 'decided', 'would-be-refused': 'refused' };
      expect(done.decisions).toEqual(shown.decisions.map((one) => ({ ...one, result: words[one.result] })));
      expect(done.totals).toEqual(shown.totals);
      await settled();
      await expectRates(shown);
      await expectNotices(shown, done.bulk);
    }),
    { numRuns: 12 },
  );
}, 120_000);

async function expectRates({ rates }: Preview): Promise<void> {
  const auditor = await as('auditor');
  for (const { figures } of rates) {
    for (const { by, level, key, after } of figures) {
      const path = `/programmes/${town().programme}/completion?by=${by}&level=${level}`;
      const { body } = await auditor.get<{ items: (Said & { key: string })[] }>(path);
      expect(body.items.find((row) => row.key === key)).toMatchObject(after);
    }
  }
}

async function expectNotices({ notices }: Preview, set: string): Promise<void> {
  const written = await town().database.rows<{ kind: string; place: string; notices: number; people: number }>(
    `select n.kind, e.region as place, count(*)::integer as notices, count(distinct n.person_id)::integer as people
     from notice n join event e on e.seq = n.event_seq where e.data->>'bulk' = $1 group by n.kind, e.region order by 1, 2`,
    [set],
  );
  const told = notices.map(({ kind, region, notices, people }) => ({ kind, place: region.code, notices, people }));
  expect(told).toEqual(written);
}

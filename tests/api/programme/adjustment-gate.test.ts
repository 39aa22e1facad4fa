import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Reference } from '#libs/programme';
import { Calendar } from '#libs/platform';
import { type BuiltTown, buildTown, completeContent, type Stage, type TownItem } from '#libs/testing';
import { codesOf, expectRefusal, pointersOf } from '../implementation/refusals.js';

let built: BuiltTown;
let client: pg.Client;
beforeAll(async () => {
  built = await buildTown({ measures: 60 });
  client = new pg.Client({ connectionString: built.town.api.databaseUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await built.town.close();
});
const as = (who: string) => built.town.as(who);
const path = '/programmes/small-pilot/legal-adjustments';
type Row = Record<string, unknown>;
const text = (en: string) => ({ zh: '文', en });
let count = 0;

/** Everybody's business time, in Beijing. */
function setTime(time: string): void {
  const calendar = built.town.api.app.get(Calendar);
  calendar.shift(calendar.shiftMs + new Date(`${time}:00+08:00`).getTime() - calendar.now().getTime());
}

async function act(code: string, name: string, body?: Row) {
  const coordinator = await as('coordinator');
  const { body: present } = await coordinator.get<{ version: number }>(`${path}/${code}`);
  return coordinator.post<Row>(`${path}/${code}/${name}`, body, { ifMatch: present.version });
}

/** An adjustment that one measure needs, in EAST alone. */
async function adjustmentFor(measure: number, window: Row | undefined): Promise<string> {
  const coordinator = await as('coordinator');
  const code = `G-${(count += 1)}`;
  const draft = {
    code,
    name: text('Travel'),
    kind: 'departmental-rule',
    instrument: text('rule'),
    provision: text('article 1'),
    approvingBody: text('Ministry'),
    measures: [measure],
    regions: ['EAST'],
  };
  expect((await coordinator.post(path, draft)).status).toBe(201);
  expect((await act(code, 'submit')).status).toBe(200);
  expect((await act(code, 'approve', { documentNumber: 'D', approvedOn: '2021-10-01' })).status).toBe(200);
  if (window) expect((await act(code, 'bring-into-force', window)).status).toBe(200);
  return code;
}

/** A report that waits for its decision, whatever adjustments come later. */
const reported = (item: TownItem) => built.stages.reported(item);

const approve = async ({ id, version, item }: Stage) => {
  const reviewer = await as(`reviewer.${item.lead.toLowerCase()}`);
  const { body } = await reviewer.get<{ proofList: { no: number }[] }>(`/submissions/${id}`);
  const passedPoints = body.proofList.map(({ no }) => no);
  return reviewer.post<Row>(`/submissions/${id}/decisions`, { outcome: 'approve', passedPoints }, { ifMatch: version });
};

/** Sees that an approval is refused, changes nothing, and that the row says the same. */
async function refusedFor(stage: Stage, code: string) {
  const reply = await built.town.untouched(() => approve(stage));
  expectRefusal(reply, 409, 'illegal-move');
  expect(codesOf(reply)).toEqual([code]);
  const reviewer = await as(`reviewer.${stage.item.lead.toLowerCase()}`);
  const row = await reviewer.get<{ blockers: { move: string; reasons: Row[] }[] }>(`/submissions/${stage.id}`);
  const blocked = row.body.blockers.find(({ move }) => move === 'approve-implementation-report');
  expect(blocked?.reasons).toEqual(reply.body['blockers']);
}

describe('an approval is refused', () => {
  it.each([
    ['before the adjustment is brought into force', undefined],
    ['before the first day', { from: '2021-12-17' }],
    [
      'before the first day of the region itself',
      { from: '2021-10-15', regions: [{ region: 'EAST', from: '2021-12-17' }] },
    ],
    ['after the last day', { from: '2021-10-15', to: '2021-12-15' }],
    [
      'after the last day of the region itself',
      { from: '2021-10-15', regions: [{ region: 'EAST', to: '2021-12-15' }] },
    ],
  ])('%s', async (_, window) => {
    const stage = await reported(built.town.fresh());
    await adjustmentFor(stage.item.measure, window);
    await refusedFor(stage, 'adjustment-not-in-force');
  });

  it('in a region that the adjustment does not cover', async () => {
    const stage = await reported(built.town.item(55, 'WEST'));
    await adjustmentFor(stage.item.measure, { from: '2021-10-15' });
    await refusedFor(stage, 'adjustment-not-in-force');
  });

  it('after it lapsed before its time, though its window goes on', async () => {
    const stage = await reported(built.town.fresh());
    const code = await adjustmentFor(stage.item.measure, { from: '2021-10-15', to: '2022-12-31' });
    expect((await act(code, 'lapse', { reason: 'Replaced' })).status).toBe(200);
    await refusedFor(stage, 'adjustment-not-in-force');
  });

  it('of a report that took effect before the adjustment did', async () => {
    const stage = await reported(built.town.fresh());
    await adjustmentFor(stage.item.measure, { from: '2021-12-02' });
    await refusedFor(stage, 'effective-before-adjustment');
  });
});

it('a report that takes effect before the adjustment does is not even sent', async () => {
  const { item } = await built.stages.approved(built.town.fresh());
  await adjustmentFor(item.measure, { from: '2021-12-02' });
  const draft = await built.stages.draft('implementation-report', item);
  const lead = await as('lead.east');
  const submit = (version: number) =>
    lead.post<Row>(`/submissions/${draft.id}/submit`, undefined, { ifMatch: version });
  const refused = await built.town.untouched(() => submit(draft.version));
  expectRefusal(refused, 422, 'invalid');
  expect(pointersOf(refused)).toEqual(['/effectiveOn']);
  const later = { ...completeContent['implementation-report'], effectiveOn: '2021-12-02' };
  const edited = await lead.patch<{ version: number }>(`/submissions/${draft.id}`, later, { ifMatch: draft.version });
  const sent = await submit(edited.body.version);
  expect(sent.status).toBe(200);
  expect((await approve({ ...draft, version: Number(sent.body['version']) })).status).toBe(201);
});

it('goes by the day of the programme: the minute decides on which side of midnight it is', async () => {
  const stage = await reported(built.town.fresh());
  await adjustmentFor(stage.item.measure, { from: '2021-11-15', to: '2021-12-16' });
  setTime('2021-12-17T00:00');
  await refusedFor(stage, 'adjustment-not-in-force');
  setTime('2021-12-16T23:58');
  expect((await approve(stage)).status).toBe(201);
  setTime('2021-12-16T10:00');
});

describe('when the adjustment changes meanwhile', () => {
  const holdsStill = { from: '2021-10-15', to: '2022-12-31' };

  it('an approval and a lapse at once: each sees the other as before or after itself', async () => {
    for (let time = 0; time < 6; time += 1) {
      const stage = await reported(built.town.fresh());
      const code = await adjustmentFor(stage.item.measure, holdsStill);
      const both = [() => approve(stage), () => act(code, 'lapse', { reason: 'Replaced' })];
      const order = time % 2 ? both : both.toReversed();
      await Promise.all(order.map((one) => one()));
      const row = await built.town.database.row<{ approved: string | null; lapsed: string }>(
        `select (select max(seq) from event where work_item_id = $1 and move = 'approve-implementation-report') as approved,
           (select max(seq) from event where kind = 'lapse-legal-adjustment' and data ->> 'adjustment' = $2) as lapsed`,
        [stage.item.id, code],
      );
      expect(row?.approved === null || Number(row?.approved) < Number(row?.lapsed)).toBe(true);
    }
  });

  it('an approval waits for a lapse that is under way, and then is refused', async () => {
    const stage = await reported(built.town.fresh());
    const code = await adjustmentFor(stage.item.measure, holdsStill);
    await client.query('begin');
    await client.query(lapseBySql, [code]);
    await client.query(eventOfLapse, [code]);
    const waiting = approve(stage);
    await sleep(300);
    await client.query('commit');
    const reply = await waiting;
    expectRefusal(reply, 409, 'illegal-move');
    expect(codesOf(reply)).toEqual(['adjustment-not-in-force']);
  });

  it('a lapse waits for an approval that is under way', async () => {
    const stage = await reported(built.town.fresh());
    const code = await adjustmentFor(stage.item.measure, holdsStill);
    await client.query('begin');
    await client.query("select from legal_adjustment where programme = 'small-pilot' and code = $1 for share", [code]);
    let done = false;
    const lapse = act(code, 'lapse', { reason: 'Replaced' }).then((reply) => ((done = true), reply));
    await sleep(300);
    expect(done).toBe(false);
    await client.query('commit');
    expect((await lapse).status).toBe(200);
  });

  it('what another process has changed counts, though this one has not heard of it', async () => {
    const stage = await reported(built.town.fresh());
    const code = await adjustmentFor(stage.item.measure, holdsStill);
    const reference = built.town.api.app.get(Reference, { strict: false });
    const deaf = jest.spyOn(reference, 'refresh').mockResolvedValue();
    try {
      await client.query('begin');
      await client.query(lapseBySql, [code]);
      await client.query(eventOfLapse, [code]);
      await client.query('commit');
      const reply = await approve(stage);
      expect(codesOf(reply)).toEqual(['adjustment-not-in-force']);
    } finally {
      deaf.mockRestore();
    }
  });

  it('and one that another process has only just begun stands as a wall', async () => {
    const stage = await reported(built.town.fresh());
    const reference = built.town.api.app.get(Reference, { strict: false });
    const deaf = jest.spyOn(reference, 'refresh').mockResolvedValue();
    try {
      await adjustmentFor(stage.item.measure, undefined).catch(() => undefined);
      const reply = await built.town.untouched(() => approve(stage));
      expectRefusal(reply, 409, 'adjustment-not-in-force');
    } finally {
      deaf.mockRestore();
    }
  });
});

const lapseBySql = `update legal_adjustment set status = 'lapsed', version = version + 1, lapsed_on = '2021-12-16'
  where programme = 'small-pilot' and code = $1`;
const eventOfLapse = `
  insert into event (kind, programme, data, effective_on, recorded_at)
  select 'lapse-legal-adjustment', programme, jsonb_build_object('adjustment', code, 'version', version), '2021-12-16', now()
  from legal_adjustment where programme = 'small-pilot' and code = $1`;

describe('the database refuses on its own', () => {
  async function refusal(...statements: [sql: string, parameters?: unknown[]][]): Promise<string> {
    return built.town.untouched(async () => {
      await client.query('begin');
      try {
        for (const [sql, parameters] of statements) await client.query(sql, parameters);
        await client.query('commit');
        return 'done';
      } catch (error) {
        await client.query('rollback');
        const { constraint, code } = error as pg.DatabaseError;
        return constraint ?? code ?? String(error);
      }
    });
  }
  const update = (set: string) => `update legal_adjustment set version = version + 1, ${set} where code = $1`;
  let open: string;
  beforeAll(async () => {
    open = await adjustmentFor(60, { from: '2021-10-15', to: '2022-12-31' });
  });

  it.each([
    ['an illegal move', "status = 'drafting'", 'MT021'],
    ['a change without an event', "in_force_to = '2023-12-31'", 'MT023'],
    ['another document after the approval', "document_number = 'Other'", 'MT022'],
    ['another name after the draft', "name_en = 'Other'", 'MT022'],
    ['a lapse day without a lapse', "lapsed_on = '2021-12-16'", 'legal_adjustment_lapsed_on'],
    ['an end before the start', "in_force_to = '2021-01-01'", 'legal_adjustment_order'],
  ])('%s', async (_, set, wall) => {
    expect(await refusal([update(set), [open]])).toBe(wall);
  });

  it('a change that does not raise the version, a deletion, another scope, a turned window', async () => {
    expect(await refusal(['update legal_adjustment set version = version where code = $1', [open]])).toBe('MT412');
    expect(await refusal(['delete from legal_adjustment where code = $1', [open]])).toBe('MT001');
    const region = `insert into legal_adjustment_region values ('small-pilot', $1, 'NORTH')`;
    expect(await refusal([region, [open]])).toBe('MT022');
    expect(await refusal([`delete from measure_legal_adjustment where legal_adjustment = $1`, [open]])).toBe('MT022');
    const window = `update legal_adjustment_region set in_force_from = '2023-06-01' where legal_adjustment = $1`;
    expect(await refusal([window, [open]])).toBe('legal_adjustment_windows');
  });

  it('a warning given twice', async () => {
    const warning = `insert into legal_adjustment_warning values ('small-pilot', $1, 'EAST', '2022-12-31', '90', now())`;
    expect(await refusal([warning, [open]], [warning, [open]])).toBe('legal_adjustment_warned_once');
  });
});

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type BuiltTown, buildTown, type Stage } from '#libs/testing';

/** What somebody with the product's own database role, but without its code, cannot do. */
let built: BuiltTown;
let client: pg.Client;
let open: string;
let proposed: Stage;
let drafted: Stage;
let decided: Stage;
beforeAll(async () => {
  built = await buildTown({ measures: 24 });
  open = built.town.fresh().id;
  proposed = await built.stages.proposed();
  drafted = await built.stages.draft();
  decided = await built.stages.approved();
  client = new pg.Client({ connectionString: built.town.api.databaseUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await built.town.close();
});

const person = (who: string) => built.town.people.get(who)!;

/** Runs statements in a transaction that would be committed, and says by which wall they were refused. */
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

const event = `insert into event (kind, work_item_id, item_version, move, from_status, to_status, effective_on, recorded_at)
  values ($2, $1, $3, $2, $4, $5, '2021-12-16', now())`;
const addEvent = (
  item: string,
  move: string,
  version: number,
  from: string | null,
  to: string,
): [string, unknown[]] => [event, [item, move, version, from, to]];

describe('the status of an item', () => {
  it('does not change without an event', async () => {
    const update = "update work_item set status = 'approved' where id = $1";
    expect(await refusal([update, [open]])).toBe('work_item_head');
    const both = "update work_item set status = 'approved', version = 2 where id = $1";
    expect(await refusal([both, [open]])).toBe('work_item_head');
    expect(await refusal(['set constraints all deferred'], [both, [open]])).toBe('work_item_head');
  });

  it('does not follow an event of another status', async () => {
    expect(
      await refusal(addEvent(open, 'submit-proposal', 2, 'open', 'proposed'), [
        "update work_item set status = 'implemented', version = 2, implemented_on = '2021-12-01' where id = $1",
        [open],
      ]),
    ).toBe('work_item_head');
  });

  it('is implemented on a day, or is not', async () => {
    expect(await refusal(["update work_item set implemented_on = '2021-12-01' where id = $1", [open]])).toBe(
      'work_item_implemented_on',
    );
  });

  it('comes back with a version only once', async () => {
    const items = JSON.stringify([{ id: open, version: 7, fromStatus: 'open', toStatus: 'open', at: new Date() }]);
    expect(await refusal(["select record_moves($1, '[]', '[]', '[]', '[]', '[]')", [items]])).toBe('MT412');
  });
});

describe('an event', () => {
  it.each([
    ['an illegal move', 'revoke', 2, 'open', 'approved', 'event_legal_move'],
    ['a legal move to another end', 'submit-proposal', 2, 'open', 'implemented', 'event_legal_move'],
    ['a skipped version', 'start-draft', 3, 'open', 'open', 'event_continues'],
    ['a status that the item did not have', 'start-draft', 2, 'approved', 'approved', 'event_continues'],
    ['a second beginning', 'open-item', 1, null, 'open', 'event_version_once'],
    ['a later beginning', 'open-item', 2, null, 'open', 'event_first_has_no_past'],
  ] as const)('with %s is refused', async (_, move, version, from, to, wall) => {
    expect(await refusal(addEvent(open, move, version, from, to))).toBe(wall);
  });

  it.each([
    ['implemented from the start', 'open-item', 'implemented'],
    ['by another move', 'submit-proposal', 'open'],
  ])('that begins an item %s is refused', async (_, move, to) => {
    expect(await refusal(addEvent(built.town.item(24).id, move, 1, null, to))).toBe('event_opens');
  });

  it.each([
    ['update event set reason = $1', ['x']],
    ['truncate event cascade', []],
    ['delete from event', []],
  ])('stays as it is: %s', async (sql, parameters) => {
    expect(await refusal([sql, parameters])).toBe('MT001');
  });
});

describe('a submission', () => {
  const insert = `insert into submission (id, work_item_id, region, kind, status, round, content, created_by, created_at, updated_at)
    values ($1, $2, $3, 'exemption', 'draft', 0, '{}', $4, now(), now())`;

  it('is the only undecided one of its item', async () => {
    expect(await refusal([insert, [randomUUID(), drafted.item.id, 'EAST', person('editor.east')]])).toBe(
      'submission_one_undecided',
    );
  });

  it('begins as a draft', async () => {
    const sent = insert.replace("'draft', 0", "'submitted', 1");
    const places = [randomUUID(), built.town.fresh().id, 'EAST', person('editor.east')];
    expect(await refusal([sent, places])).toBe('MT002');
  });

  it.each([
    ['signed_off', 'editor.east', 'reviewer.trade'],
    ['acknowledged', 'lead.east', 'lead.east'],
  ])('is not %s by somebody of the other side', async (what, asker, who) => {
    const id = what === 'acknowledged' ? proposed.id : drafted.id;
    const asked = what === 'acknowledged' ? '' : `sign_off_requested_by = $3, sign_off_requested_at = now(), `;
    const held = what === 'acknowledged' ? ', holder = $3' : '';
    const update = `update submission set ${asked}${what}_by = $2, ${what}_at = now()${held} where id = $1`;
    expect(await refusal([update, [id, person(who), person(asker)]])).toMatch(/submission_id_.*_side_fkey/);
  });

  it('belongs to the region of its item', async () => {
    const refused = await refusal([insert, [randomUUID(), open, 'WEST', person('editor.west')]]);
    expect(refused).toMatch(/submission_work_item_id_region_fkey/);
  });

  it('is frozen once it was sent', async () => {
    expect(await refusal([`update submission set content = '{"plan": {}}' where id = $1`, [proposed.id]])).toBe(
      'MT003',
    );
    expect(await refusal(['update submission set round = 2 where id = $1', [proposed.id]])).toBe('MT003');
    expect(
      await refusal([
        `update submission set content = '{"plan": {}}', status = 'returned' where id = $1`,
        [proposed.id],
      ]),
    ).toBe('MT003');
  });

  it.each(['draft', 'submitted', 'returned', 'rejected'])('does not come back from its end as %s', async (status) => {
    expect(await refusal(['update submission set status = $2 where id = $1', [decided.id, status]])).toBe('MT002');
  });

  it.each(['approved', 'returned', 'rejected'])('is not %s before it was sent', async (status) => {
    expect(await refusal(['update submission set status = $2 where id = $1', [drafted.id, status]])).toBe('MT002');
  });

  it.each([
    "update submission_party set side = 'ministry'",
    'delete from submission_party',
    'truncate submission_party cascade',
    'truncate submission cascade',
    'update submission_round set content = content',
    'delete from submission_round',
    'truncate submission_round cascade',
    'update decision set reason = null',
    'delete from decision',
    'truncate decision cascade',
  ])('keeps its rounds and decisions: %s', async (sql) => {
    expect(await refusal([sql])).toBe('MT001');
  });
});

describe('a decision', () => {
  const party = 'insert into submission_party (submission_id, person_id, side) values ($1, $2, $3)';
  const decision = `insert into decision (submission_id, round, outcome, reason, decided_by, decided_at)
    values ($1, $2, $3, $4, $5, now())`;
  const approval = (who: string): [string, unknown[]] => [decision, [proposed.id, 1, 'approve', null, person(who)]];

  it('is not made by somebody who stands on the side of the region', async () => {
    expect(await refusal(approval('lead.east'))).toMatch(/decision_submission_id_decided_by/);
    expect(await refusal([party, [proposed.id, person('lead.east'), 'ministry']], approval('lead.east'))).toBe(
      'submission_party_one_side',
    );
  });

  const judged = `insert into event (kind, work_item_id, item_version, move, from_status, to_status, submission_id, data,
      effective_on, recorded_at)
    values ($2, $1, $3, $2, 'proposed', $4, $5, $6, '2021-12-16', now())`;

  it.each([
    ['that was not made', 'approve-proposal', 'approved', { round: 1 }, 'event_has_decision'],
    ['of another round', 'return-proposal', 'open', { round: 2 }, 'event_has_decision'],
    ['of no round', 'reject-proposal', 'open', {}, 'event_decision_named'],
  ])('moves no item by an event of one %s', async (_, move, to, data, wall) => {
    const { item, id, version } = proposed;
    expect(await refusal([judged, [item.id, move, version + 1, to, id, data]])).toBe(wall);
  });

  it('moves no item otherwise than it says, nor twice', async () => {
    const { item, id, version } = proposed;
    const trade = person('reviewer.trade');
    const made: [string, unknown[]][] = [
      [party, [id, trade, 'ministry']],
      [decision, [id, 1, 'return', 'Not yet', trade]],
    ];
    const approves: [string, unknown[]] = [
      judged,
      [item.id, 'approve-proposal', version + 1, 'approved', id, { round: 1 }],
    ];
    expect(await refusal(...made, approves)).toBe('event_has_decision');
    const again = judged.replace("'proposed'", "'approved'");
    const once = [decided.item.id, 'approve-amendment', decided.version + 1, 'approved', decided.id, { round: 1 }];
    expect(await refusal([again, once])).toBe('event_decides_once');
  });

  it('is not made by somebody who stands nowhere', async () => {
    expect(await refusal(approval('reviewer.trade'))).toMatch(/decision_submission_id_decided_by/);
  });

  it('is made once a round, on a round that was sent, and tells why unless it approves', async () => {
    const trade = person('reviewer.trade');
    const aside: [string, unknown[]] = [party, [proposed.id, trade, 'ministry']];
    expect(await refusal([decision, [decided.id, 1, 'return', 'x', trade]])).toBe('decision_once_a_round');
    expect(await refusal(aside, [decision, [proposed.id, 2, 'approve', null, trade]])).toMatch(
      /decision_submission_id_round/,
    );
    expect(await refusal(aside, [decision, [proposed.id, 1, 'reject', '  ', trade]])).toBe('decision_has_reason');
  });
});

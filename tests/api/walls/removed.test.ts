import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { Mover } from '#libs/implementation';
import { type BuiltTown, buildTown, type Stage as Paper } from '#libs/testing';
import { Stage, stories } from './every-act-story.js';

/**
 * Each wall is taken away by itself. Of those in the code the stories of every act must notice; of those in the
 * database, something wrong that is done by hand must get through without it and not with it.
 */
const mockWalls = { removed: '', refusals: 0 };

/** What is put before functions of the product hears and passes on whatever they take. */
type AnyFunction = (...of: unknown[]) => unknown;
type Functions = Record<string, AnyFunction>;

jest.mock('../../../apps/api/src/problems/database-errors.js', () => {
  const actual = jest.requireActual<Functions>('../../../apps/api/src/problems/database-errors.js');
  const refusalOfDatabaseError: AnyFunction = (...of) => {
    const refusal = actual['refusalOfDatabaseError']!(...of);
    if (refusal) mockWalls.refusals += 1;
    return refusal;
  };
  return { ...actual, refusalOfDatabaseError };
});

jest.mock('../../../libs/implementation/src/moves.rules.js', () => {
  const actual = jest.requireActual<Functions>('../../../libs/implementation/src/moves.rules.js');
  const without =
    (wall: string, rule: AnyFunction, codes?: string[]): AnyFunction =>
    (...of) =>
      (rule(...of) as { code: string }[]).filter(
        ({ code }) => mockWalls.removed !== wall || (codes !== undefined && !codes.includes(code)),
      );
  const state = without('the state of the item', actual['stateBlockers']!, ['wrong-status']);
  const signed = without('the sign-off', state, ['sign-off-missing']);
  const sent = without('the state of the submission', signed, ['not-submitted', 'already-submitted']);
  return {
    ...actual,
    authorityBlockers: without('authority', actual['authorityBlockers']!),
    stateBlockers: without('one undecided submission', sent, ['undecided-submission']),
    ruleBlockers: without('four eyes', actual['ruleBlockers']!, ['four-eyes']),
    startBlockers: without('one undecided submission', actual['startBlockers']!, ['undecided-submission']),
  };
});

jest.mock('../../../libs/implementation/src/acting-grant.rules.js', () => {
  const actual = jest.requireActual<Functions>('../../../libs/implementation/src/acting-grant.rules.js');
  const personsBehind: AnyFunction = (...of) => {
    const persons = actual['personsBehind']!(...of) as string[];
    return mockWalls.removed === 'four eyes of the absent' ? persons.slice(0, 1) : persons;
  };
  return { ...actual, personsBehind };
});

jest.mock('../../../libs/review/src/ticks/tick.rules.js', () => {
  const actual = jest.requireActual<Functions>('../../../libs/review/src/ticks/tick.rules.js');
  const untickedPoints: AnyFunction = (...of) =>
    mockWalls.removed === 'required points' ? [] : actual['untickedPoints']!(...of);
  return { ...actual, untickedPoints };
});

jest.mock('../../../libs/review/src/opinions/opinion.rules.js', () => {
  const actual = jest.requireActual<Functions>('../../../libs/review/src/opinions/opinion.rules.js');
  const unanswered: AnyFunction = (...of) =>
    mockWalls.removed === 'answers to objections' ? [] : actual['unanswered']!(...of);
  return { ...actual, unanswered };
});

describe('a wall of the code', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.set(1_200, () => mockWalls.refusals);
    const check = Mover.prototype.check;
    jest.spyOn(Mover.prototype, 'check').mockImplementation(function (this: Mover, tx, move, item, command) {
      const blind = mockWalls.removed === 'the version seen' ? { ...command, seen: undefined } : command;
      return check.call(this, tx, move, item, blind);
    });
  }, 120_000);
  afterAll(async () => {
    jest.restoreAllMocks();
    await stage?.built.town.close();
  });
  beforeEach(() => void (mockWalls.refusals = 0));
  afterEach(() => void (mockWalls.removed = ''));

  const tell = async (wall: string, numRuns = 60) => {
    mockWalls.removed = wall;
    const told = fc.asyncProperty(stories, (story) => stage.tell(story));
    return fc.check(told, { numRuns, seed: 20200802, endOnFailure: true });
  };

  it.each([
    'authority',
    'the state of the item',
    'the state of the submission',
    'the version seen',
    'one undecided submission',
    'four eyes',
    'four eyes of the absent',
    'the sign-off',
    'required points',
    'answers to objections',
  ])(
    'is missed: %s',
    async (wall) => {
      const { failed, errorInstance } = await tell(wall);
      expect([failed, String(errorInstance)]).toEqual([true, expect.stringMatching(/^Error: |Deviation/)]);
    },
    120_000,
  );

  it('and with all of them back the stories hold again', async () => {
    const { failed, errorInstance } = await tell('', 10);
    expect([failed, errorInstance]).toEqual([false, null]);
  }, 120_000);
});

describe('a wall of the database', () => {
  let built: BuiltTown;
  let client: pg.Client;
  let open: string;
  let drafted: Paper;
  let proposed: Paper;
  let decided: Paper;
  beforeAll(async () => {
    built = await buildTown({ measures: 24 });
    open = built.town.fresh().id;
    drafted = await built.stages.draft();
    proposed = await built.stages.proposed();
    decided = await built.stages.approved();
    client = new pg.Client({ connectionString: built.town.api.databaseUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    await built?.town.close();
  });

  /** What became of something wrong, done by hand and taken back in any case: the wall that refused it, or `done`. */
  async function attempt(wrong: string, parameters: unknown[], removal?: string): Promise<string> {
    await client.query('begin');
    try {
      if (removal) await client.query(removal);
      await client.query(wrong, parameters);
      await client.query('set constraints all immediate');
      return 'done';
    } catch (error) {
      const { constraint, code } = error as pg.DatabaseError;
      return constraint ?? code ?? String(error);
    } finally {
      await client.query('rollback');
    }
  }

  const person = (who: string) => built.town.people.get(who)!;
  const event = `insert into event (kind, work_item_id, item_version, move, from_status, to_status, effective_on, recorded_at)
    values ($2, $1, $3, $2, $4, $5, '2021-12-16', now())`;
  const decision = `insert into decision (submission_id, round, outcome, reason, decided_by, decided_at)
    values ($1, $2, $3, $4, $5, now())`;
  const drop = (constraint: string, table: string) => `alter table ${table} drop constraint ${constraint} cascade`;

  it.each<[wall: string, removal: string, wrong: string, parameters: () => unknown[]]>([
    [
      'work_item_head',
      drop('work_item_head', 'work_item'),
      "update work_item set status = 'approved' where id = $1",
      () => [open],
    ],
    ['event_legal_move', drop('event_legal_move', 'event'), event, () => [open, 'revoke', 2, 'open', 'approved']],
    [
      'event_continues',
      drop('event_continues', 'event'),
      event,
      () => [open, 'start-draft', 2, 'approved', 'approved'],
    ],
    [
      'event_version_once',
      `${drop('event_version_once', 'event')}; ${drop('event_version_status', 'event')}; ${drop('event_opens', 'event')}`,
      event,
      () => [open, 'open-item', 1, null, 'open'],
    ],
    [
      'submission_one_undecided',
      'drop index submission_one_undecided',
      `insert into submission (id, work_item_id, region, kind, status, round, content, created_by, created_at, updated_at)
       values ($1, $2, 'EAST', 'exemption', 'draft', 0, '{}', $3, now(), now())`,
      () => [randomUUID(), drafted.item.id, person('editor.east')],
    ],
    [
      'submission_party_one_side',
      drop('submission_party_one_side', 'submission_party'),
      `insert into submission_party (submission_id, person_id, side) values ($1, $2, 'ministry')`,
      () => [proposed.id, person('lead.east')],
    ],
    [
      'MT003',
      'drop trigger submission_legal_change on submission',
      `update submission set content = '{"plan": {}}' where id = $1`,
      () => [proposed.id],
    ],
    [
      'MT002',
      'drop trigger submission_legal_change on submission',
      "update submission set status = 'returned' where id = $1",
      () => [decided.id],
    ],
    [
      'MT001',
      'drop trigger event_append_only on event',
      "update event set reason = 'x' where work_item_id = $1",
      () => [open],
    ],
    [
      'MT001',
      'drop trigger decision_append_only on decision',
      "update decision set reason = 'x' where submission_id = $1",
      () => [decided.id],
    ],
    [
      'decision_once_a_round',
      `${drop('decision_once_a_round', 'decision')}; ${drop('decision_outcome', 'decision')}`,
      decision,
      () => [decided.id, 1, 'approve', null, person('reviewer.trade')],
    ],
    [
      'decision_has_reason',
      drop('decision_has_reason', 'decision'),
      `with party as (insert into submission_party (submission_id, person_id, side) values ($1, $5, 'ministry')) ${decision}`,
      () => [proposed.id, 1, 'return', ' ', person('reviewer.trade')],
    ],
  ])('is missed: %s (%#)', async (wall, removal, wrong, parameters) => {
    const before = await built.town.digest();
    expect(await attempt(wrong, parameters())).toBe(wall);
    expect(await attempt(wrong, parameters(), removal)).toBe('done');
    expect(await built.town.digest()).toEqual(before);
  });
});

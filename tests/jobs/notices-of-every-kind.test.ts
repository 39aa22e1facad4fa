import { EventLog, type NewEvent } from '#libs/audit';
import { UnitOfWork } from '#libs/database';
import { notifyingKinds, NoticeWriter } from '#libs/notifications';
import type { Stage, Town, TownItem } from '#libs/testing';
import { letLawSupportTrade, Talk } from '../api/discussion/talk.js';
import { until } from './job-worker.js';
import { type TownAtWork, townAtWork } from './town-at-work.js';

let built: TownAtWork;
let talk: Talk;
beforeAll(async () => {
  built = await townAtWork(120);
  await letLawSupportTrade(built.town);
  talk = new Talk(built.town);
});
afterAll(() => built?.close());

const town = (): Town => built.town;
const id = (who: string) => town().people.get(who)!;
const nameOf = (personId: string) => [...town().people].find(([, one]) => one === personId)![0];
const follow = async (item: TownItem, ...who: string[]) => {
  for (const one of who) await (await town().as(one)).send('PUT', `/work-items/${item.id}/following`);
};

/** Who has been told of the latest event of a kind, and as whom, once the worker has done with it. */
async function told(kind: string): Promise<Record<string, string>> {
  await until(async () => {
    const row = await town().database.row<{ left: number }>(
      `select count(*)::integer as left from outbox where job = 'prepare-notices' and dead_at is null`,
    );
    return row!.left === 0;
  });
  const rows = await town().database.rows<{ personId: string; audience: string }>(
    `select n.person_id as "personId", n.audience from notice n
     where n.event_seq = (select max(seq) from event where kind = $1)`,
    [kind],
  );
  return Object.fromEntries(rows.map(({ personId, audience }) => [nameOf(personId), audience]));
}

const as = (audience: string, ...who: string[]) => Object.fromEntries(who.map((one) => [one, audience]));

/** Writes an event as the act of that kind does. */
async function happens(event: Partial<NewEvent> & { kind: string }): Promise<void> {
  const { app } = town().api;
  const whole = {
    programme: town().programme,
    effectiveOn: '2021-12-16',
    recordedAt: new Date('2021-12-16T03:00:00Z'),
  };
  await app
    .get(UnitOfWork, { strict: false })
    .run((tx) => app.get(EventLog, { strict: false }).append(tx, [{ ...whole, ...event }]));
}

/** Writes the event of a move that leaves the status as it is. */
async function moves(stage: Stage, kind: string, who: string, more: Partial<NewEvent> = {}): Promise<void> {
  const { item } = stage;
  const latest = await town().database.row<{ version: number; status: string }>(
    `select item_version as version, to_status as status from event where work_item_id = $1
     order by item_version desc limit 1`,
    [item.id],
  );
  await happens({
    kind,
    region: item.region,
    department: item.lead,
    workItemId: item.id,
    itemVersion: latest!.version + 1,
    move: kind,
    fromStatus: latest!.status,
    toStatus: latest!.status,
    submissionId: stage.id,
    actorPersonId: id(who),
    ...more,
    data: { submissionKind: 'proposal', round: 1, ...more.data },
  });
}

const about = ({ item, id: submissionId }: Stage, data: Record<string, unknown> = {}): Partial<NewEvent> => ({
  region: item.region,
  department: item.lead,
  submissionId,
  data: { workItemId: item.id, ...data },
});

const eastRegion = ['both', 'editor-and-lead', 'editor.east', 'lead.east'];
const eastLeads = ['both', 'editor-and-lead', 'lead.east'];
const trade = ['both', 'reviewer.trade', 'reviewer2.trade'];
const law = ['reviewer.law', 'reviewer2.law'];

describe('between the departments', () => {
  it('a receipt is told to the region and to followers who may see it', async () => {
    const stage = await built.stages.proposed();
    await follow(stage.item, 'auditor', 'lead.east', 'reviewer.finance');
    await moves(stage, 'acknowledge', 'reviewer.trade');
    expect(await told('acknowledge')).toEqual({
      ...as('region', ...eastRegion),
      ...as('follower', 'auditor', 'reviewer.finance'),
    });
  });

  it('what is handed over is told to who takes it, and never to the region, whoever follows', async () => {
    const stage = await built.stages.proposed();
    await follow(stage.item, 'lead.east', 'both', 'coordinator');
    await moves(stage, 'hand-over', 'reviewer.trade', { data: { to: id('reviewer2.trade') } });
    expect(await told('hand-over')).toEqual({
      ...as('successor', 'reviewer2.trade'),
      ...as('follower', 'coordinator'),
    });
  });

  it('opinions are asked of the departments named, and told to who asked', async () => {
    const stage = await built.stages.proposed();
    await follow(stage.item, 'editor.east');
    await moves(stage, 'ask-opinions', 'reviewer2.trade', { data: { departments: ['LAW'] } });
    expect(await told('ask-opinions')).toEqual(as('asked', ...law));
    await moves(stage, 'give-opinion', 'reviewer.law', { data: { department: 'LAW', position: 'objection' } });
    // Whoever leads the region and reviews as well does not hear of the ministry's own matter.
    expect(await told('give-opinion')).toEqual({
      ...as('asker', 'reviewer2.trade'),
      ...as('lead-department', 'reviewer.trade'),
    });
    const { body } = await (
      await town().as('reviewer2.trade')
    ).get<{ items: { kind: string; text: { en: string } }[] }>('/notices');
    expect(body.items.find(({ kind }) => kind === 'give-opinion')?.text.en).toMatch(
      /^Department LAW objects to the proposal/,
    );
  });
});

describe('within the region', () => {
  it('the leads hear what is put forward, the editor what became of it', async () => {
    const stage = await built.stages.draft();
    await follow(stage.item, 'reviewer.trade', 'coordinator', 'auditor');
    await moves(stage, 'request-sign-off', 'editor.east');
    expect(await told('request-sign-off')).toEqual({
      ...as('region-leads', ...eastLeads),
      ...as('follower', 'auditor'),
    });
    for (const kind of ['decline-sign-off', 'sign-off']) {
      await moves(stage, kind, 'lead.east');
      expect(await told(kind)).toEqual({ ...as('requester', 'editor.east'), ...as('follower', 'auditor') });
    }
  });

  it('what is said about a draft stays there', async () => {
    const stage = await built.stages.draft();
    await follow(stage.item, 'reviewer.trade', 'coordinator', 'editor-and-lead', 'auditor');
    await talk.aboutSubmission(stage.id, 'editor.east', 'Among us', [id('lead.east')]);
    expect(await told('comment')).toEqual({
      ...as('mentioned', 'lead.east'),
      ...as('follower', 'editor-and-lead', 'auditor'),
    });
  });
});

describe('what is said', () => {
  it('is told to those mentioned, to who takes part, and to followers: once each, for the strongest reason', async () => {
    const item = town().fresh();
    await follow(item, 'coordinator', 'lead.east', 'reviewer.law', 'reviewer.finance');
    const thread = await talk.about(item, 'editor.east', 'A question', [id('lead.east'), id('editor.east')]);
    // Finance follows the item, but has no part in the measure and does not read its discussion.
    expect(await told('comment')).toEqual({
      ...as('mentioned', 'lead.east'),
      ...as('follower', 'coordinator', 'reviewer.law'),
    });
    await talk.reply(thread.id, 'reviewer.law', 'An answer');
    expect(await told('comment')).toEqual({
      ...as('participant', 'editor.east'),
      ...as('follower', 'coordinator', 'lead.east'),
    });
    await (await town().as('lead.east')).post(`/comments/${thread.id}/resolve`);
    expect(await told('resolve-comment')).toEqual({
      ...as('participant', 'editor.east', 'reviewer.law'),
      ...as('follower', 'coordinator'),
    });
    await (await town().as('reviewer.trade')).post(`/comments/${thread.id}/reopen`);
    expect(Object.keys(await told('reopen-comment')).toSorted()).toEqual([
      'coordinator',
      'editor.east',
      'lead.east',
      'reviewer.law',
    ]);
  });

  it('and edited is told to those whom only the new text mentions', async () => {
    const { first } = await talk.about(town().fresh(), 'editor.east', 'A question', [id('lead.east')]);
    await (
      await town().as('editor.east')
    ).patch(`/comments/${first.id}`, { text: 'x', mentions: [id('lead.east'), id('both')] }, { ifMatch: 1 });
    expect(await told('edit-comment')).toEqual(as('mentioned', 'both'));
  });

  it("in a note is told to the ministry's people alone", async () => {
    const item = town().fresh();
    await follow(item, 'lead.east', 'both', 'auditor', 'reviewer.finance');
    await talk.note(item, 'reviewer.trade', 'Among us', [id('reviewer.law')]);
    expect(await told('write-note')).toEqual({ ...as('mentioned', 'reviewer.law'), ...as('follower', 'auditor') });
  });
});

describe('reminders', () => {
  const overdue = { dueOn: '2021-12-10', stage: 'overdue', ordinal: 1 };

  it('of a review go to who holds it, else to the lead department', async () => {
    const stage = await built.stages.proposed();
    await happens({ kind: 'remind-review', ...about(stage, overdue) });
    expect(await told('remind-review')).toEqual(as('lead-department', 'reviewer.trade', 'reviewer2.trade'));
    await town().database.rows('alter table submission disable trigger submission_legal_change');
    await town().database.rows(
      `with party as (insert into submission_party (submission_id, person_id, side) values ($1, $2, 'ministry'))
       update submission set acknowledged_by = $2, acknowledged_at = now(), holder = $2 where id = $1`,
      [stage.id, id('reviewer2.trade')],
    );
    await town().database.rows('alter table submission enable trigger submission_legal_change');
    await happens({ kind: 'remind-review', ...about(stage, overdue) });
    expect(await told('remind-review')).toEqual(as('holder', 'reviewer2.trade'));
    // Who has left holds nothing.
    await town().database.rows('update person set disabled_at = now() where id = $1', [id('reviewer2.trade')]);
    await happens({ kind: 'remind-review', ...about(stage, overdue) });
    expect(await told('remind-review')).toEqual(as('lead-department', 'reviewer.trade'));
    await town().database.rows('update person set disabled_at = null where id = $1', [id('reviewer2.trade')]);
  });

  it('that went unanswered go to the head of the department, else to the coordinators', async () => {
    const stage = await built.stages.proposed();
    await happens({ kind: 'escalate-review', ...about(stage, overdue) });
    expect(await told('escalate-review')).toEqual(as('coordinators', 'coordinator'));
    await happens({ kind: 'escalate-target', ...about(stage, { targetDate: '2021-12-10', stage: 'overdue' }) });
    expect(await told('escalate-target')).toEqual({
      ...as('region-leads', ...eastLeads),
      ...as('coordinators', 'coordinator'),
    });
    await town().database.rows(
      `insert into department_head (department, person_id, named_by, named_at) values ('TRADE', $1, $2, now())`,
      [id('reviewer.trade'), id('coordinator')],
    );
    await happens({ kind: 'escalate-review', ...about(stage, overdue) });
    expect(await told('escalate-review')).toEqual(as('head', 'reviewer.trade'));
    await happens({ kind: 'escalate-target', ...about(stage, { targetDate: '2021-12-10', stage: 'overdue' }) });
    expect(await told('escalate-target')).toEqual({
      ...as('region-leads', ...eastLeads),
      ...as('head', 'reviewer.trade'),
    });
  });

  it('of a target date go to the region, of an opinion to the department that owes it', async () => {
    const stage = await built.stages.proposed();
    await happens({ kind: 'remind-target', ...about(stage, { targetDate: '2021-12-19', stage: 'due-soon' }) });
    expect(await told('remind-target')).toEqual(as('region', ...eastRegion));
    await happens({ kind: 'remind-opinion', ...about(stage, { ...overdue, department: 'LAW' }) });
    expect(await told('remind-opinion')).toEqual(as('asked', ...law));
  });
});

describe('legal adjustments', () => {
  const warning = (region: string): Partial<NewEvent> & { kind: string } => ({
    kind: 'warn-legal-adjustment-90',
    region,
    data: { adjustment: 'IN-FORCE', measures: [4], regions: ['EAST', 'WEST'], inForceTo: '2022-03-16' },
  });

  it('warn the region, the departments of the measures and the coordinators, each person once', async () => {
    await happens(warning('EAST'));
    expect(await told('warn-legal-adjustment-90')).toEqual({
      ...as('region', 'editor-and-lead', 'editor.east', 'lead.east', 'both'),
      ...as('adjustment-departments', 'reviewer.trade', 'reviewer2.trade'),
      ...as('coordinators', 'coordinator'),
    });
    // The other region's event of the same warning tells that region alone.
    await happens(warning('WEST'));
    expect(await told('warn-legal-adjustment-90')).toEqual(as('region', 'editor.west', 'lead.west'));
  });

  it('that come into force are told to the regions and departments that waited', async () => {
    await happens({
      kind: 'bring-legal-adjustment-into-force',
      actorPersonId: id('coordinator'),
      data: { adjustment: 'IN-FORCE', regions: ['NORTH'] },
    });
    expect(await told('bring-legal-adjustment-into-force')).toEqual({
      ...as('adjustment-departments', ...trade),
      ...as('adjustment-regions', 'editor.north', 'lead.north'),
    });
  });
});

describe('people and programme', () => {
  it('who stands in and who is away are told, but not who arranged it', async () => {
    await happens({
      kind: 'name-substitute',
      programme: undefined,
      actorPersonId: id('lead.east'),
      data: { person: id('lead.east'), substitute: id('editor.east'), from: '2021-12-20', to: '2021-12-24' },
    });
    expect(await told('name-substitute')).toEqual(as('named', 'editor.east'));
    const { body } = await (
      await town().as('editor.east')
    ).get<{ items: { kind: string; text: { en: string } }[] }>('/notices');
    expect(body.items.find(({ kind }) => kind === 'name-substitute')?.text.en).toBe(
      'editor.east will act for lead.east',
    );
  });

  it('the head is told who was named', async () => {
    await happens({
      kind: 'name-department-head',
      programme: undefined,
      department: 'LAW',
      actorPersonId: id('coordinator'),
      data: { department: 'LAW', head: id('reviewer.law'), former: null },
    });
    expect(await told('name-department-head')).toEqual(as('named', 'reviewer.law'));
  });

  it('leads of every region hear of regional sign-off, coordinators of terms', async () => {
    await happens({ kind: 'set-regional-sign-off', actorPersonId: id('coordinator'), data: { regionalSignOff: true } });
    expect(await told('set-regional-sign-off')).toEqual(
      as('every-region-lead', ...eastLeads, 'lead.west', 'lead.north'),
    );
    await happens({ kind: 'set-terms', data: { before: {}, after: {} } });
    expect(await told('set-terms')).toEqual(as('coordinators', 'coordinator'));
  });

  it('the absent are told in the app of what was done in their name, without mail', async () => {
    const stage = await built.stages.proposed();
    await moves(stage, 'acknowledge', 'reviewer.trade', { onBehalfOf: id('reviewer2.trade') });
    expect(await told('acknowledge')).toEqual({
      ...as('represented', 'reviewer2.trade'),
      ...as('region', ...eastRegion),
    });
    const mailed = await town().database.rows<{ personId: string }>(
      `select m.person_id as "personId" from mail m join notice n on n.id = m.subject_id
       where n.event_seq = (select max(seq) from event where kind = 'acknowledge')`,
    );
    expect(mailed.map(({ personId }) => nameOf(personId)).toSorted()).toEqual(eastRegion);
  });
});

it('a follower who may no longer see the item hears nothing', async () => {
  const stage = await built.stages.proposed(town().fresh({ region: 'NORTH' }));
  await follow(stage.item, 'editor.north', 'reviewer.finance');
  await town().database.rows('update role_grant set ended_at = now() where person_id = $1', [id('editor.north')]);
  await built.stages.decided(stage, 'return');
  expect(await told('return-proposal')).toEqual({
    ...as('region', 'lead.north'),
    ...as('follower', 'reviewer.finance'),
  });
});

it('what is foretold is what is told, and foretelling writes nothing', async () => {
  const { app } = town().api;
  const stage = await built.stages.proposed();
  await follow(stage.item, 'reviewer.finance', 'coordinator');
  await built.stages.decided(stage, 'return');
  const events = await app.get(EventLog, { strict: false }).ofWorkItem(stage.item.id);
  const last = events.at(-1)!;
  const real = await told('return-proposal');
  await until(async () => {
    const row = await town().database.row<{ left: number }>('select count(*)::integer as left from outbox');
    return row!.left === 0;
  });
  const before = await town().digest();
  const [foretold, groups] = await app.get(UnitOfWork, { strict: false }).run(async (tx) => {
    const writer = app.get(NoticeWriter, { strict: false });
    return [await writer.wouldTell(tx, [last]), await writer.wouldTell(tx, [last, last])] as const;
  });
  expect(await town().digest()).toEqual(before);
  const sizes = (audience: string) => Object.values(real).filter((one) => one === audience).length;
  expect(foretold.map(({ audience, people, notices }) => [audience, people, notices])).toEqual(
    expect.arrayContaining([
      ['region', sizes('region'), sizes('region')],
      ['follower', 2, 2],
    ]),
  );
  expect(foretold.find(({ audience }) => audience === 'follower')?.names.map(({ en }) => en)).toEqual([
    'coordinator',
    'reviewer.finance',
  ]);
  expect(groups.find(({ audience }) => audience === 'follower')).toMatchObject({ people: 2, notices: 4 });
});

it('every notice reads in both languages and names no id', async () => {
  const kinds = new Set<string>();
  for (const who of town().people.keys()) {
    if (['nobody', 'editor.north'].includes(who)) continue;
    const { status, body } = await (
      await town().as(who)
    ).get<{ items: { kind: string; text: { zh: string; en: string }; reason: { zh: string; en: string } }[] }>(
      '/notices?limit=200',
    );
    expect(status).toBe(200);
    for (const { kind, text, reason } of body.items) {
      kinds.add(kind);
      for (const one of [text.zh, text.en, reason.zh, reason.en])
        expect([kind, one]).toEqual([kind, expect.not.stringMatching(/—|undefined|[0-9a-f]{8}-|\[object/)]);
      expect([text.zh, reason.zh]).toEqual([
        expect.stringMatching(/\p{Script=Han}/u),
        expect.stringMatching(/^您收到/),
      ]);
      expect([text.en, reason.en]).toEqual([expect.stringMatching(/[a-z]/), expect.stringMatching(/^You receive/)]);
    }
  }
  expect(kinds.size).toBeGreaterThan(22);
  expect(notifyingKinds).toEqual(expect.arrayContaining([...kinds]));
  const failed = await town().database.rows(`select job, last_error from outbox where last_error is not null`);
  expect(failed).toEqual([]);
});

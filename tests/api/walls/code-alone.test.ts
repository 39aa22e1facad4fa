import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { type BuiltTown, buildTown, completeContent } from '#libs/testing';
import { codesOf, expectRefusal, send } from '../implementation/refusals.js';

/** The database's walls are taken away; the HTTP API refuses all the same, and changes nothing. */
let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown({ measures: 24 });
  for (const sql of takenAway) await built.town.database.rows(sql);
});
afterAll(() => built.town.close());

const takenAway = [
  'alter table work_item drop constraint work_item_head',
  'alter table event drop constraint event_legal_move',
  'alter table event drop constraint event_continues',
  'alter table event drop constraint event_version_once',
  'alter table event drop constraint event_version_status',
  'alter table submission_party drop constraint submission_party_one_side',
  'alter table decision drop constraint decision_once_a_round',
  'alter table decision drop constraint decision_has_reason',
  'drop index submission_one_undecided',
  'drop trigger submission_legal_change on submission',
];
const as = (who: string) => built.town.as(who);
const untouched = <T>(act: () => Promise<T>) => built.town.untouched(act);

it('an illegal move', async () => {
  const { item, version } = await built.stages.approved();
  const revoke = {
    method: 'POST' as const,
    path: `/work-items/${item.id}/revoke`,
    body: { reason: 'An error' },
    ifMatch: version,
    by: '',
  };
  const coordinator = await as('coordinator');
  expectRefusal(await untouched(() => send(revoke, coordinator)), 409, 'illegal-move');
});

it('a second undecided submission, also when its author saw none', async () => {
  const { item } = await built.stages.draft();
  const editor = await as('editor.east');
  const start = () => editor.post(`/work-items/${item.id}/submissions`, { kind: 'exemption' });
  const reply = await untouched(start);
  expectRefusal(reply, 409, 'illegal-move');
  expect(codesOf(reply)).toContain('undecided-submission');
});

it('whoever submitted as the reviewer', async () => {
  const draft = await built.stages.draft();
  const both = await as('both');
  const sent = await both.post(`/submissions/${draft.id}/submit`, undefined, { ifMatch: draft.version });
  const options = { ifMatch: Number(sent.body['version']) };
  const decide = () => both.post(`/submissions/${draft.id}/decisions`, { outcome: 'approve' }, options);
  expectRefusal(await untouched(decide), 403, 'four-eyes');
});

it('the reviewer of a round as the author of the next', async () => {
  const { id, version } = await built.stages.proposed();
  const both = await as('both');
  const decision = { outcome: 'return', reason: 'Not yet' };
  await both.post(`/submissions/${id}/decisions`, decision, { ifMatch: version });
  const edit = () => both.patch(`/submissions/${id}`, completeContent.proposal, { ifMatch: version + 1 });
  expectRefusal(await untouched(edit), 403, 'four-eyes');
});

it('a stale version', async () => {
  const { id, version } = await built.stages.draft();
  const editor = await as('editor.east');
  const edit = () => editor.patch(`/submissions/${id}`, {}, { ifMatch: version });
  expect((await edit()).status).toBe(200);
  expectRefusal(await untouched(edit), 412, 'stale-version');
});

it('two acts with one version, at once', async () => {
  const { item, id, version } = await built.stages.proposed();
  const reviewers = [await as('reviewer.trade'), await as('reviewer2.trade')];
  const replies = await Promise.all(
    reviewers.map((one) => one.post(`/submissions/${id}/decisions`, { outcome: 'approve' }, { ifMatch: version })),
  );
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 412]);
  expect(await built.town.count('decision', item)).toBe(1);
});

it('drafts started at once, each waiting for the one before', async () => {
  const item = built.town.fresh();
  const editor = await as('editor.east');
  const start = () => editor.post(`/work-items/${item.id}/submissions`, { kind: 'exemption' });
  const holder = new pg.Client({ connectionString: built.town.api.databaseUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query('select from work_item where id = $1 for update', [item.id]);
  const starts = Array.from({ length: 6 }, start);
  await setTimeout(300);
  await holder.query('commit');
  await holder.end();
  const replies = await Promise.all(starts);
  expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array(5).fill(409)]);
  expect(await built.town.count('submission', item)).toBe(1);
});

it('changing what was sent, and deciding what was decided', async () => {
  const { id, version } = await built.stages.proposed();
  const editor = await as('editor.east');
  expectRefusal(
    await untouched(() => editor.patch(`/submissions/${id}`, {}, { ifMatch: version })),
    409,
    'illegal-move',
  );
  const reviewer = await as('reviewer.trade');
  const decide = (ifMatch: number, body: object = { outcome: 'approve' }) =>
    reviewer.post(`/submissions/${id}/decisions`, body, { ifMatch });
  expectRefusal(await untouched(() => decide(version, { outcome: 'reject' })), 422, 'invalid');
  expect((await decide(version)).status).toBe(201);
  expectRefusal(await untouched(() => decide(version + 1)), 409, 'already-ended');
});

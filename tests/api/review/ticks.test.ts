import { type BuiltTown, buildTown, type Stage } from '#libs/testing';
import {
  codesOf,
  expectRefusal,
  pointersOf,
  type Ready,
  refusesLikeEveryAct,
  refusesWithoutTheVersion,
  send,
} from '../implementation/refusals.js';

let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown();
});
afterAll(() => built.town.close());
const town = () => built.town;

/* Point 1 of every proof list is required, point 2 is not. */
type Members = Record<string, unknown>;
const tick = ({ id, version }: Stage, points: unknown = [1], by = 'reviewer.trade'): Ready => ({
  method: 'PUT',
  path: `/submissions/${id}/ticks`,
  body: { points },
  ifMatch: version,
  by,
});
const decide = ({ id, version }: Stage, body: Members): Ready => ({
  method: 'POST',
  path: `/submissions/${id}/decisions`,
  body,
  ifMatch: version,
  by: 'reviewer2.trade',
});
const ready = async () => tick(await built.stages.reported());
const done = async (request: Ready, status = 200) => {
  const reply = await send(request, await town().as(request.by));
  expect([reply.status, reply.body]).toEqual([status, expect.anything()]);
  return reply;
};
const ticksOf = async (stage: Stage, by = 'auditor') =>
  (await (await town().as(by)).get<{ round: number; points: Members[] }>(`/submissions/${stage.id}/ticks`)).body;

async function refused(request: Ready, status: number, code: string) {
  const client = await town().as(request.by);
  const reply = await town().untouched(() => send(request, client));
  expectRefusal(reply, status, code);
  return reply;
}

describe('refused', () => {
  refusesLikeEveryAct(town, ready, ['editor.east', 'lead.east', 'reviewer.law', 'coordinator', 'auditor', 'nobody']);
  refusesWithoutTheVersion(town, ready, async ({ path, ifMatch }) => {
    const lead = await town().as('lead.east');
    expect((await lead.post(path.replace('/ticks', '/withdraw'), undefined, { ifMatch })).status).toBe(200);
    return { move: 'withdraw-implementation-report' };
  });

  it.each([
    ['no list', null],
    ['a point that is none', ['1']],
    ['a point twice', [1, 1]],
    ['a point that the list does not have', [1, 9]],
  ])('%s: 422', async (_, points) => {
    const reply = await refused(tick(await built.stages.reported(), points), 422, 'invalid');
    expect(pointersOf(reply)[0]).toContain('/points');
  });

  it('on a proposal, which has no proof list: 409', async () => {
    expect(codesOf(await refused(tick(await built.stages.proposed()), 409, 'illegal-move'))).toContain('no-submission');
  });

  it('on what was returned: 409', async () => {
    const returned = await built.stages.decided(await built.stages.reported(), 'return');
    expect(codesOf(await refused(tick(returned), 409, 'illegal-move'))).toContain('not-submitted');
  });

  it('by whoever had a hand in the report: 403, four eyes', async () => {
    const { item } = await built.stages.approved();
    const draft = await built.stages.draft('implementation-report', item);
    const both = await town().as('both');
    const sent = await both.post(`/submissions/${draft.id}/submit`, undefined, { ifMatch: draft.version });
    await refused(tick({ ...draft, version: Number(sent.body['version']) }, [1], 'both'), 403, 'four-eyes');
  });
});

describe('ticks', () => {
  it('are the department’s, replace each other, leave the version and an event', async () => {
    const stage = await built.stages.reported();
    await done(tick(stage, [2, 1]));
    await done(tick(stage, [1], 'reviewer2.trade'));
    const { points } = await ticksOf(stage);
    expect(points).toMatchObject([
      { no: 1, required: true, ticked: { by: { name: { en: 'reviewer.trade' } } }, passedBefore: false },
      { no: 2, required: false, ticked: null },
    ]);
    const events = await town().database.rows<{ data: Members }>(
      "select data from event where kind = 'tick-points' and submission_id = $1 order by seq",
      [stage.id],
    );
    expect(events.map(({ data }) => data)).toMatchObject([
      { workItemId: stage.item.id, round: 1, points: [1, 2], formerPoints: [] },
      { points: [1], formerPoints: [1, 2] },
    ]);
    expect(await built.stages.decided(stage)).toMatchObject({ version: stage.version + 1 });
  });

  it('saved again as they are change nothing', async () => {
    const stage = await built.stages.reported();
    await done(tick(stage));
    await town().untouched(() => done(tick(stage)));
  });

  it('are hidden from the region until the decision', async () => {
    const stage = await built.stages.reported();
    await done(tick(stage, [1, 2]));
    const lead = await town().as('lead.east');
    expectRefusal(await lead.get(`/submissions/${stage.id}/ticks`), 403, 'forbidden');
    expect(JSON.stringify((await lead.get(`/submissions/${stage.id}`)).body)).not.toContain('passedPoints');
    await done(decide(stage, { outcome: 'return', reason: 'Point 1', failedPoints: [1] }), 201);
    expect((await lead.get(`/submissions/${stage.id}`)).body).toMatchObject({
      rounds: [{ decision: { failedPoints: [1], passedPoints: [2] } }],
    });
  });

  it('of a former round are hints alone: they have to be ticked anew', async () => {
    const first = await built.stages.reported();
    await done(tick(first, [1]));
    const reply = await done(decide(first, { outcome: 'return', reason: 'More', failedPoints: [2] }), 201);
    const again = await built.stages.submit({ ...first, version: Number(reply.body['version']) });
    expect(await ticksOf(again, 'reviewer.trade')).toMatchObject({
      round: 2,
      points: [
        { no: 1, ticked: null, passedBefore: true },
        { no: 2, ticked: null, passedBefore: false },
      ],
    });
    expect(codesOf(await refused(decide(again, { outcome: 'approve' }), 409, 'illegal-move'))).toEqual([
      'points-unticked',
    ]);
    await built.stages.decided(again);
  });
});

describe('an implementation is recognised', () => {
  it.each([
    ['nothing', {}],
    ['a point that is not required', { passedPoints: [2] }],
  ])('not with %s ticked: 409, naming the points', async (_, more) => {
    const request = decide(await built.stages.reported(), { outcome: 'approve', ...more });
    const reply = await refused(request, 409, 'illegal-move');
    expect(codesOf(reply)).toEqual(['points-unticked']);
    expect(JSON.stringify(reply.body['blockers'])).toContain('have not been ticked: 1.');
  });

  it.each([
    ['a point that the list does not have', { outcome: 'approve', passedPoints: [1, 9] }],
    ['a point that passed and failed', { outcome: 'return', reason: 'x', passedPoints: [1], failedPoints: [1] }],
  ])('and nothing is decided with %s: 422', async (_, body) => {
    const reply = await refused(decide(await built.stages.reported(), body), 422, 'invalid');
    expect(pointersOf(reply)).toEqual(['/passedPoints']);
  });

  it('by what colleagues have ticked and what the decision names, and the decision keeps both', async () => {
    const stage = await built.stages.reported();
    await done(tick(stage, [1], 'reviewer.trade'));
    await done(decide(stage, { outcome: 'approve', passedPoints: [2] }), 201);
    const [kept] = await town().database.rows('select passed_points as passed from decision where submission_id = $1', [
      stage.id,
    ]);
    expect(kept).toEqual({ passed: [1, 2] });
  });

  it('not past the database with a required point unproved', async () => {
    const stage = await built.stages.reported();
    const insert = `with party as (
        insert into submission_party (submission_id, person_id, side) values ($1, $2, 'ministry') on conflict do nothing)
      insert into decision (submission_id, round, outcome, passed_points, decided_by, decided_at)
      values ($1, 1, 'approve', '{2}', $2, now())`;
    const trade = town().people.get('reviewer.trade');
    await expect(town().database.rows(insert, [stage.id, trade])).rejects.toMatchObject({ code: 'MT007' });
  });
});

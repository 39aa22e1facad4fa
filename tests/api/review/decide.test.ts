import { type BuiltTown, buildTown, completeContent, type Stage } from '#libs/testing';
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

const decide = (
  { id, version }: Stage,
  body: Record<string, unknown> = { outcome: 'approve' },
  by = 'reviewer.trade',
): Ready => ({ method: 'POST', path: `/submissions/${id}/decisions`, body, ifMatch: version, by });
const ready = async () => decide(await built.stages.proposed());

async function refused(request: Ready, status: number, code: string) {
  const client = await town().as(request.by);
  const reply = await town().untouched(() => send(request, client));
  expectRefusal(reply, status, code);
  return reply;
}

describe('refused', () => {
  refusesLikeEveryAct(town, ready, [
    'editor.east',
    'lead.east',
    'reviewer.finance',
    'reviewer2.law',
    'coordinator',
    'auditor',
    'nobody',
  ]);
  refusesWithoutTheVersion(town, ready, async ({ path, ifMatch }) => {
    const lead = await town().as('lead.east');
    const reply = await lead.post(path.replace('/decisions', '/withdraw'), undefined, { ifMatch });
    expect(reply.status).toBe(200);
    return { move: 'withdraw-proposal' };
  });

  it('a draft, which the ministry cannot know of: 404', async () => {
    await refused(decide(await built.stages.draft()), 404, 'not-found');
  });

  it('another department, with its reason', async () => {
    const reply = await refused({ ...(await ready()), by: 'reviewer.law' }, 403, 'forbidden');
    expect(codesOf(reply)).toEqual(['not-your-department']);
  });

  it('what was returned and not sent again: 409', async () => {
    const returned = await built.stages.decided(await built.stages.proposed(), 'return');
    expect(codesOf(await refused(decide(returned), 409, 'illegal-move'))).toContain('not-submitted');
  });

  it('what was decided: 409', async () => {
    await refused(decide(await built.stages.approved()), 409, 'already-ended');
  });

  it.each([
    ['no outcome', {}, '/outcome'],
    ['an unknown outcome', { outcome: 'perhaps' }, '/outcome'],
    ['a return without a reason', { outcome: 'return' }, '/reason'],
    ['a rejection for blanks', { outcome: 'reject', reason: ' \n ' }, '/reason'],
    ['an approval with failed points', { outcome: 'approve', failedPoints: [1] }, '/failedPoints'],
  ])('%s: 422', async (_, body, pointer) => {
    const reply = await refused(decide(await built.stages.proposed(), body), 422, 'invalid');
    expect(pointersOf(reply)).toContain(pointer);
  });

  it.each([
    ['without failed points', undefined],
    ['for a point that the list does not have', [1, 9]],
  ])('returning a report %s: 422', async (_, failedPoints) => {
    const body = { outcome: 'return', reason: 'Not convincing', failedPoints };
    const reply = await refused(decide(await built.stages.reported(), body), 422, 'invalid');
    expect(pointersOf(reply)).toContain('/failedPoints');
  });

  it('an approval while the legal adjustment is only drafted: 409; it can be returned', async () => {
    const reported = await built.stages.reported(town().fresh({ place: 5 }));
    const reply = await refused(decide(reported, { outcome: 'approve' }, 'reviewer.finance'), 409, 'illegal-move');
    expect(codesOf(reply)).toEqual(['adjustment-not-in-force']);
    await built.stages.decided(reported, 'return');
  });
});

describe('four eyes', () => {
  const both = () => town().as('both');

  it.each(['approve', 'return', 'reject'])('whoever submitted may not %s', async (outcome) => {
    const draft = await built.stages.draft();
    const sent = await (await both()).post(`/submissions/${draft.id}/submit`, undefined, { ifMatch: draft.version });
    const stage = { ...draft, version: Number(sent.body['version']) };
    const reply = await refused(decide(stage, { outcome, reason: 'Mine' }, 'both'), 403, 'four-eyes');
    expect(codesOf(reply)).toContain('four-eyes');
    const { body } = await (await both()).get(`/submissions/${draft.id}`);
    expect(body).toMatchObject({ can: { decide: false } });
    expect(JSON.stringify(body['blockers'])).toContain('four-eyes');
  });

  it('whoever began the draft may not decide, though another sent it', async () => {
    const item = town().fresh();
    const { body } = await (
      await both()
    ).post(`/work-items/${item.id}/submissions`, { kind: 'proposal', ...completeContent.proposal });
    const sent = await built.stages.submit({ item, id: String(body['id']), version: Number(body['version']) });
    await refused(decide(sent, { outcome: 'approve' }, 'both'), 403, 'four-eyes');
    await built.stages.decided(sent);
  });

  it('whoever edited between rounds may not decide the next', async () => {
    const returned = await built.stages.decided(await built.stages.proposed(), 'return');
    const edited = await (await both()).patch(`/submissions/${returned.id}`, {}, { ifMatch: returned.version });
    const sent = await built.stages.submit({ ...returned, version: Number(edited.body['version']) });
    await refused(decide(sent, { outcome: 'approve' }, 'both'), 403, 'four-eyes');
  });

  it('whoever decided a round may not write the next, and is not offered it', async () => {
    const proposed = await built.stages.proposed();
    const decided = await send(decide(proposed, { outcome: 'return', reason: 'Not yet' }, 'both'), await both());
    expect(decided.status).toBe(201);
    const version = Number(decided.body['version']);
    const { body } = await (await both()).get(`/submissions/${proposed.id}`);
    expect(body).toMatchObject({ can: { edit: false, submit: false } });
    const edit: Ready = {
      method: 'PATCH',
      path: `/submissions/${proposed.id}`,
      body: {},
      ifMatch: version,
      by: 'both',
    };
    await refused(edit, 403, 'four-eyes');
    const submit: Ready = { method: 'POST', path: `/submissions/${proposed.id}/submit`, ifMatch: version, by: 'both' };
    await refused(submit, 403, 'four-eyes');
  });

  it('the same person decides what others of the region sent', async () => {
    const proposed = await built.stages.proposed();
    expect((await send(decide(proposed, { outcome: 'approve' }, 'both'), await both())).status).toBe(201);
  });
});

describe('a decision', () => {
  it('moves the item, carries the new version, and says nothing of the region in passing', async () => {
    const proposed = await built.stages.proposed();
    const reply = await send(decide(proposed), await town().as('reviewer2.trade'));
    expect(reply).toMatchObject({
      status: 201,
      etag: `"${proposed.version + 1}"`,
      body: { status: 'approved', decision: { outcome: 'approve' }, workItem: { status: 'approved' } },
    });
  });

  it('on a measure whose adjustment is in force recognises the implementation on its day', async () => {
    const { item } = await built.stages.implemented(town().fresh({ place: 4 }));
    const { body } = await (await town().as('auditor')).get(`/work-items/${item.id}`);
    expect(body).toMatchObject({ status: 'implemented', implementedOn: '2021-12-01' });
  });

  it('on an amendment changes only what it names', async () => {
    const amended = await built.stages.decided(
      await built.stages.submitted('amendment', undefined, { plan: { responsible: 'Wu Min' }, reason: 'New job' }),
    );
    const { body } = await (await town().as('lead.east')).get(`/work-items/${amended.item.id}`);
    expect(body).toMatchObject({
      status: 'approved',
      targetDate: '2022-06-30',
      plan: { ...completeContent.proposal.plan, responsible: 'Wu Min' },
    });
  });
});

import { type BuiltTown, buildTown, completeContent, type Stage } from '#libs/testing';
import {
  codesOf,
  expectRefusal,
  pointersOf,
  type Ready,
  refusesLikeEveryAct,
  refusesWithoutTheVersion,
  send,
} from './refusals.js';

let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown();
});
afterAll(() => built.town.close());
const town = () => built.town;

const edit = ({ id, version }: Stage, body: Record<string, unknown>, by = 'editor.east'): Ready => ({
  method: 'PATCH',
  path: `/submissions/${id}`,
  body,
  ifMatch: version,
  by,
});
const ready = async () => edit(await built.stages.draft(), { plan: { summary: 'Another' } });

async function refused(request: Ready, status: number, code: string) {
  const client = await town().as(request.by);
  const reply = await town().untouched(() => send(request, client));
  expectRefusal(reply, status, code);
  return reply;
}

describe('refused', () => {
  refusesLikeEveryAct(town, ready, ['reviewer.trade', 'coordinator', 'auditor', 'nobody']);
  refusesWithoutTheVersion(town, ready, async (request) => {
    const reply = await send(request, await town().as('lead.east'));
    expect(reply.status).toBe(200);
    return { move: 'edit-draft' };
  });

  it('another region: 404, as if it were not there', async () => {
    await refused({ ...(await ready()), by: 'editor.west' }, 404, 'not-found');
    const sent = await built.stages.proposed();
    await refused(edit(sent, {}, 'editor.west'), 404, 'not-found');
  });

  it('a field of another kind: 422', async () => {
    const reply = await refused(edit(await built.stages.draft(), { effectiveOn: '2021-12-01' }), 422, 'invalid');
    expect(pointersOf(reply)).toEqual(['/effectiveOn']);
  });

  it('what has been sent is frozen: 409', async () => {
    const reply = await refused(edit(await built.stages.proposed(), { plan: {} }), 409, 'illegal-move');
    expect(codesOf(reply)).toContain('already-submitted');
  });

  it.each(['approve', 'reject'] as const)('what has ended (%s): 409', async (outcome) => {
    const reply = await refused(
      edit(await built.stages.decided(await built.stages.proposed(), outcome), {}),
      409,
      'already-ended',
    );
    expect(reply.body).toMatchObject({ submissionStatus: outcome === 'approve' ? 'approved' : 'rejected' });
  });
});

it('changes the fields that are named and leaves the others', async () => {
  const draft = await built.stages.draft('amendment');
  const editor = await town().as('editor.east');
  const reply = await editor.patch(`/submissions/${draft.id}`, { reason: 'A better one' }, { ifMatch: draft.version });
  expect(reply).toMatchObject({
    status: 200,
    etag: `"${draft.version + 1}"`,
    body: { status: 'draft', content: { ...completeContent.amendment, reason: 'A better one' } },
  });
  expect((await editor.get(`/submissions/${draft.id}`)).body['content']).toEqual({
    ...completeContent.amendment,
    reason: 'A better one',
  });
});

it('can be emptied again field by field', async () => {
  const draft = await built.stages.draft('exemption');
  const editor = await town().as('editor.east');
  await editor.patch(`/submissions/${draft.id}`, { reason: '' }, { ifMatch: draft.version });
  expect((await editor.get(`/submissions/${draft.id}`)).body['content']).toEqual({ reason: '' });
});

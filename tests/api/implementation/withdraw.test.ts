import { type BuiltTown, buildTown, type Stage } from '#libs/testing';
import { expectRefusal, type Ready, refusesLikeEveryAct, refusesWithoutTheVersion, send } from './refusals.js';

let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown();
});
afterAll(() => built.town.close());
const town = () => built.town;

const withdraw = ({ id, version }: Stage, by = 'lead.east'): Ready => ({
  method: 'POST',
  path: `/submissions/${id}/withdraw`,
  ifMatch: version,
  by,
});
const ready = async () => withdraw(await built.stages.proposed());

async function refused(request: Ready, status: number, code: string) {
  const client = await town().as(request.by);
  const reply = await town().untouched(() => send(request, client));
  expectRefusal(reply, status, code);
}

describe('refused', () => {
  refusesLikeEveryAct(town, ready, ['editor.east', 'reviewer.trade', 'coordinator', 'auditor', 'nobody'], {
    takesBody: false,
  });
  refusesWithoutTheVersion(town, ready, async ({ path, ifMatch }) => {
    const reviewer = await town().as('reviewer.trade');
    const decision = { outcome: 'return', reason: 'Not yet' };
    const reply = await reviewer.post(path.replace('/withdraw', '/decisions'), decision, { ifMatch });
    expect(reply.status).toBe(201);
    return { move: 'return-proposal' };
  });

  it('another region: 404', async () => {
    await refused({ ...(await ready()), by: 'lead.north' }, 404, 'not-found');
  });

  it('what has been decided: 409', async () => {
    await refused(withdraw(await built.stages.approved()), 409, 'already-ended');
  });

  it('what has been withdrawn: 409', async () => {
    const request = await ready();
    const lead = await town().as('lead.east');
    const reply = await send(request, lead);
    expect(reply.status).toBe(200);
    await refused({ ...request, ifMatch: Number(reply.body['version']) }, 409, 'already-ended');
  });
});

it.each([
  ['a draft', 'draft', 'discard-draft', 'open'],
  ['a proposal that waits', 'proposed', 'withdraw-proposal', 'open'],
  ['a report that waits', 'reported', 'withdraw-implementation-report', 'approved'],
] as const)('%s can be taken back, and another begun', async (_, state, move, status) => {
  const stage = await built.stages[state]();
  const lead = await town().as('lead.east');
  const reply = await send(withdraw(stage), lead);
  expect(reply).toMatchObject({
    status: 200,
    etag: `"${stage.version + 1}"`,
    body: { status: 'withdrawn', workItem: { status } },
  });
  const { body } = await lead.get<{ items: { move: string }[] }>(`/work-items/${stage.item.id}/history`);
  expect(body.items.at(-1)?.move).toBe(move);
  await built.stages.draft('exemption', stage.item);
});

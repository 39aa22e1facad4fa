import { type BuiltTown, buildTown, completeContent } from '#libs/testing';
import { codesOf, expectRefusal, pointersOf, type Ready, refusesLikeEveryAct, send } from './refusals.js';

let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown();
});
afterAll(() => built.town.close());
const town = () => built.town;

const start = (id: string, body: Record<string, unknown>, by = 'editor.east'): Ready => ({
  method: 'POST',
  path: `/work-items/${id}/submissions`,
  body,
  by,
});
const proposal = { kind: 'proposal', ...completeContent.proposal };

async function refused(request: Ready, status: number, code: string) {
  const client = await town().as(request.by);
  const reply = await town().untouched(() => send(request, client));
  expectRefusal(reply, status, code);
  return reply;
}

describe('refused', () => {
  refusesLikeEveryAct(town, async () => start(town().fresh().id, proposal), [
    'editor.west',
    'lead.north',
    'reviewer.trade',
    'coordinator',
    'auditor',
    'nobody',
  ]);

  it('another region, whose item shows no sign of the draft that lies on it', async () => {
    const clean = town().fresh();
    const { item: busy } = await built.stages.draft();
    const replies = [
      await refused(start(clean.id, proposal, 'editor.west'), 403, 'forbidden'),
      await refused(start(busy.id, proposal, 'editor.west'), 403, 'forbidden'),
    ];
    const [first, second] = replies.map(({ body: { instance: _, ...rest } }) => rest);
    expect(second).toEqual(first);
  });

  it.each([
    ['no kind', {}, '/kind'],
    ['an unknown kind', { kind: 'party' }, '/kind'],
    ['a field of another kind', { kind: 'proposal', summary: 'x' }, '/summary'],
    ['a plan with an unknown field', { kind: 'proposal', plan: { cost: 3 } }, '/plan/cost'],
    ['a step without a date', { kind: 'proposal', plan: { steps: [{ title: 'x' }] } }, '/plan/steps/0/dueOn'],
    ['30 February', { kind: 'proposal', plan: { targetDate: '2022-02-30' } }, '/plan/targetDate'],
    ['the year nought', { kind: 'proposal', plan: { targetDate: '0000-01-01' } }, '/plan/targetDate'],
    ['null as a plan', { kind: 'proposal', plan: 7 }, '/plan'],
    [
      'an empty title',
      { kind: 'proposal', plan: { steps: [{ title: '', dueOn: '2022-01-01' }] } },
      '/plan/steps/0/title',
    ],
  ])('%s: 422', async (_, body, pointer) => {
    const reply = await refused(start(town().fresh().id, body), 422, 'invalid');
    expect(pointersOf(reply)).toContain(pointer);
  });

  it('evidence at an address that no browser should follow: 422', async () => {
    const { item } = await built.stages.approved();
    const evidence = [{ point: 1, title: 'x', url: 'data:text/html,x' }];
    const reply = await refused(start(item.id, { kind: 'implementation-report', evidence }), 422, 'invalid');
    expect(pointersOf(reply)).toContain('/evidence/0/url');
  });

  it('a second undecided submission: 409, whatever its kind', async () => {
    const { item } = await built.stages.draft();
    for (const body of [proposal, { kind: 'exemption' }]) {
      const reply = await refused(start(item.id, body), 409, 'illegal-move');
      expect(codesOf(reply)).toContain('undecided-submission');
    }
  });

  it.each([
    ['a report on an open item', { kind: 'implementation-report' }, 'fresh'],
    ['an amendment of an open item', { kind: 'amendment' }, 'fresh'],
    ['a proposal for an approved item', { kind: 'proposal' }, 'approved'],
    ['anything about an implemented item', { kind: 'exemption' }, 'implemented'],
    ['anything about an exempt item', { kind: 'proposal' }, 'exempt'],
  ] as const)('%s: 409', async (_, body, state) => {
    const { id } = state === 'fresh' ? town().fresh() : (await built.stages[state]()).item;
    expect(codesOf(await refused(start(id, body), 409, 'illegal-move'))).toContain('wrong-status');
  });
});

describe('a draft', () => {
  it('may be empty; it carries the version of its item and belongs to the region', async () => {
    const item = town().fresh();
    const editor = await town().as('editor.east');
    const reply = await editor.post(`/work-items/${item.id}/submissions`, { kind: 'proposal' });
    expect(reply).toMatchObject({
      status: 201,
      etag: '"2"',
      body: { kind: 'proposal', status: 'draft', round: 0, version: 2, workItem: { id: item.id, status: 'open' } },
    });
    expect(reply.headers['location']).toBe(`/api/v1/submissions/${String(reply.body['id'])}`);
    expect(await (await town().as('lead.east')).get(`/work-items/${item.id}`)).toMatchObject({
      etag: '"2"',
      body: { can: { draft: false, edit: true, submit: true, withdraw: true } },
    });
    for (const who of ['reviewer.trade', 'coordinator', 'lead.west']) {
      const client = await town().as(who);
      expect((await client.get(`/submissions/${String(reply.body['id'])}`)).status).toBe(404);
      expect((await client.get(`/work-items/${item.id}`)).body).toMatchObject({ submission: null, submissions: [] });
    }
    expect((await (await town().as('auditor')).get(`/submissions/${String(reply.body['id'])}`)).status).toBe(200);
  });

  it('is recorded under the role in which its author drafts', async () => {
    const { id } = town().fresh();
    const client = await town().as('editor-and-lead');
    const { body } = await client.post(`/work-items/${id}/submissions`, proposal);
    await client.post(`/submissions/${String(body['id'])}/submit`, undefined, { ifMatch: 2 });
    const { body: history } = await client.get<{ items: { move: string; role: string }[] }>(
      `/work-items/${id}/history`,
    );
    expect(history.items.map(({ move, role }) => [move, role])).toEqual([
      ['open-item', null],
      ['start-draft', 'regional-editor'],
      ['submit-proposal', 'regional-lead'],
    ]);
  });
});

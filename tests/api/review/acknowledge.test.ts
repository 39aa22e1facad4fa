import { type BuiltTown, buildTown, type Stage } from '#libs/testing';
import {
  codesOf,
  expectRefusal,
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

type Members = Record<string, unknown>;
const acknowledge = ({ id, version }: Stage, by = 'reviewer.trade'): Ready => ({
  method: 'POST',
  path: `/submissions/${id}/acknowledge`,
  ifMatch: version,
  by,
});
const ready = async () => acknowledge(await built.stages.proposed());
const done = async (stage: Stage, by?: string): Promise<Stage> => {
  const request = acknowledge(stage, by);
  const reply = await send(request, await town().as(request.by));
  expect(reply).toMatchObject({ status: 200, etag: `"${stage.version + 1}"` });
  return { ...stage, version: stage.version + 1 };
};

async function refused(request: Ready, status: number, code: string) {
  const client = await town().as(request.by);
  const reply = await town().untouched(() => send(request, client));
  expectRefusal(reply, status, code);
  return reply;
}

describe('refused', () => {
  refusesLikeEveryAct(
    town,
    ready,
    ['editor.east', 'lead.east', 'reviewer.finance', 'coordinator', 'auditor', 'nobody'],
    { takesBody: false },
  );
  refusesWithoutTheVersion(town, ready, async ({ path, ifMatch }) => {
    const lead = await town().as('lead.east');
    expect((await lead.post(path.replace('/acknowledge', '/withdraw'), undefined, { ifMatch })).status).toBe(200);
    return { move: 'withdraw-proposal' };
  });

  it('a draft, which the ministry cannot know of: 404', async () => {
    await refused(acknowledge(await built.stages.draft()), 404, 'not-found');
  });

  it('what was returned: 409', async () => {
    const returned = await built.stages.decided(await built.stages.proposed(), 'return');
    expect(codesOf(await refused(acknowledge(returned), 409, 'illegal-move'))).toContain('not-submitted');
  });

  it('twice, whoever asks: 409, and the row says so before', async () => {
    const taken = await done(await built.stages.proposed());
    for (const by of ['reviewer.trade', 'reviewer2.trade']) {
      expect(codesOf(await refused(acknowledge(taken, by), 409, 'illegal-move'))).toEqual(['already-acknowledged']);
      const { body } = await (await town().as(by)).get<Members>(`/submissions/${taken.id}`);
      expect(body).toMatchObject({ can: { acknowledge: false, decide: true } });
      expect(JSON.stringify(body['blockers'])).toContain('already-acknowledged');
    }
  });

  it('whoever had a hand in it: 403, four eyes', async () => {
    const draft = await built.stages.draft();
    const both = await town().as('both');
    const sent = await both.post(`/submissions/${draft.id}/submit`, undefined, { ifMatch: draft.version });
    const stage = { ...draft, version: Number(sent.body['version']) };
    await refused(acknowledge(stage, 'both'), 403, 'four-eyes');
  });
});

it('who took it up and when stands in the row for the ministry; the region reads when and by which department', async () => {
  const stage = await done(await built.stages.proposed());
  const trade = (await (await town().as('reviewer2.trade')).get<Members>(`/submissions/${stage.id}`)).body;
  const by = { id: town().people.get('reviewer.trade'), name: { en: 'reviewer.trade' } };
  expect(trade).toMatchObject({ receipt: { department: 'TRADE', by }, holder: by });
  const region = (await (await town().as('lead.east')).get<Members>(`/submissions/${stage.id}`)).body;
  expect(region['receipt']).toEqual({ at: expect.any(String), department: 'TRADE' });
  expect(region).not.toHaveProperty('holder');
  const history = (
    await (await town().as('editor.east')).get<{ items: Members[] }>(`/work-items/${stage.item.id}/history`)
  ).body.items;
  expect(history.at(-1)).toMatchObject({ move: 'acknowledge', actor: null });
  const told = (await (await town().as('auditor')).get<{ items: Members[] }>(`/submissions/${stage.id}/receipts`)).body;
  expect(told.items).toMatchObject([{ round: 1, kind: 'acknowledge', department: 'TRADE', by, holder: by }]);
  expect((await (await town().as('lead.east')).get(`/submissions/${stage.id}/receipts`)).status).toBe(403);
});

it('the next round is to be acknowledged anew', async () => {
  const returned = await built.stages.decided(await done(await built.stages.proposed()), 'return');
  const again = await built.stages.submit(returned);
  const { body } = await (await town().as('reviewer.trade')).get<Members>(`/submissions/${again.id}`);
  expect(body).toMatchObject({ round: 2, receipt: null, holder: null, can: { acknowledge: true } });
  await done(again, 'reviewer2.trade');
});

it('somebody else of the department may decide, and whoever acknowledged may not write the next round', async () => {
  const taken = await done(await built.stages.proposed(), 'both');
  const decided = await built.stages.decided(taken, 'return');
  const both = await town().as('both');
  const edit: Ready = {
    method: 'PATCH',
    path: `/submissions/${decided.id}`,
    body: {},
    ifMatch: decided.version,
    by: 'both',
  };
  await refused(edit, 403, 'four-eyes');
  expect((await both.get<Members>(`/submissions/${decided.id}`)).body).toMatchObject({ can: { edit: false } });
});

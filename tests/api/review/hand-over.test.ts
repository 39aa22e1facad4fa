import { randomUUID } from 'node:crypto';
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
const idOf = (who: string) => town().people.get(who)!;

type Members = Record<string, unknown>;
const handOver = ({ id, version }: Stage, to: string, by = 'reviewer.trade', reason?: string): Ready => ({
  method: 'POST',
  path: `/submissions/${id}/hand-over`,
  body: { to, ...(reason && { reason }) },
  ifMatch: version,
  by,
});
const ready = async () => handOver(await built.stages.proposed(), idOf('reviewer2.trade'));

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
    expect((await lead.post(path.replace('/hand-over', '/withdraw'), undefined, { ifMatch })).status).toBe(200);
    return { move: 'withdraw-proposal' };
  });

  it.each([
    ['nobody', undefined, undefined],
    ['what is no id', 'reviewer2.trade', undefined],
    ['an unknown person', randomUUID(), 'not-a-colleague'],
    ['a reviewer of another department', 'of:reviewer.law', 'not-a-colleague'],
    ['somebody of the region', 'of:editor.west', 'not-a-colleague'],
    ['oneself', 'of:reviewer.trade', 'to-oneself'],
  ])('to %s: 422', async (_, to, code) => {
    const id = to?.startsWith('of:') ? idOf(to.slice(3)) : to;
    const reply = await refused(handOver(await built.stages.proposed(), id as string), 422, 'invalid');
    expect(pointersOf(reply)).toContain('/to');
    if (code) expect(codesOf(reply)).toContain(code);
  });

  it('to whom it lies with already: 422', async () => {
    const stage = await built.stages.proposed();
    const reply = await send(handOver(stage, idOf('reviewer2.trade')), await town().as('reviewer.trade'));
    expect(reply.status).toBe(200);
    const again = handOver({ ...stage, version: stage.version + 1 }, idOf('reviewer2.trade'));
    expect(codesOf(await refused(again, 422, 'invalid'))).toEqual(['already-holder']);
  });

  it('to whoever had a hand in it for the region: 422, four eyes', async () => {
    const draft = await built.stages.draft();
    const sent = await (
      await town().as('both')
    ).post(`/submissions/${draft.id}/submit`, undefined, {
      ifMatch: draft.version,
    });
    const stage = { ...draft, version: Number(sent.body['version']) };
    expect(codesOf(await refused(handOver(stage, idOf('both')), 422, 'invalid'))).toEqual(['four-eyes']);
  });

  it('what was decided: 409', async () => {
    const decided = await built.stages.approved();
    await refused(handOver(decided, idOf('reviewer2.trade')), 409, 'already-ended');
  });
});

it('says with whom it lies, to the ministry alone, and keeps the way that it went', async () => {
  const stage = await built.stages.proposed();
  const trade = await town().as('reviewer.trade');
  await trade.post(`/submissions/${stage.id}/acknowledge`, undefined, { ifMatch: stage.version });
  const held = { ...stage, version: stage.version + 1 };
  const reply = await send(handOver(held, idOf('reviewer2.trade'), 'reviewer.trade', 'On leave'), trade);
  expect(reply).toMatchObject({ status: 200, etag: `"${held.version + 1}"` });
  const row = (await trade.get<Members>(`/submissions/${stage.id}`)).body;
  expect(row).toMatchObject({
    holder: { id: idOf('reviewer2.trade'), name: { en: 'reviewer2.trade' } },
    receipt: { by: { name: { en: 'reviewer.trade' } } },
  });
  const { items } = (await trade.get<{ items: Members[] }>(`/submissions/${stage.id}/receipts`)).body;
  expect(items).toMatchObject([
    { kind: 'acknowledge', holder: { name: { en: 'reviewer.trade' } } },
    {
      kind: 'hand-over',
      by: { name: { en: 'reviewer.trade' } },
      holder: { name: { en: 'reviewer2.trade' } },
      reason: 'On leave',
    },
  ]);
  for (const who of ['editor.east', 'lead.east']) {
    const client = await town().as(who);
    const texts = [
      (await client.get(`/submissions/${stage.id}`)).body,
      (await client.get(`/work-items/${stage.item.id}`)).body,
      (await client.get(`/work-items/${stage.item.id}/history`)).body,
    ].map((body) => JSON.stringify(body));
    for (const text of texts) expect(text).not.toMatch(/hand-over|reviewer2\.trade|On leave/);
  }
  const stale = await (
    await town().as('lead.east')
  ).post<Members>(`/submissions/${stage.id}/withdraw`, undefined, {
    ifMatch: stage.version,
  });
  expect(stale.status).toBe(412);
  expect((stale.body['changes'] as Members[]).map(({ move, by }) => [move, by])).toEqual([['acknowledge', null]]);
});

it('leaves the decision to whoever of the department decides', async () => {
  const stage = await built.stages.proposed();
  await send(handOver(stage, idOf('reviewer2.trade')), await town().as('reviewer.trade'));
  await built.stages.decided({ ...stage, version: stage.version + 1 });
});

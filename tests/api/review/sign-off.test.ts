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
  built = await buildTown({ measures: 360 });
  await switchTo(true);
});
afterAll(() => built.town.close());
const town = () => built.town;

type Members = Record<string, unknown>;
type Act = 'request-sign-off' | 'sign-off' | 'decline-sign-off' | 'submit';
const path = () => `/programmes/${town().programme}/regional-sign-off`;
const set = async (on: unknown, by = 'coordinator') => (await town().as(by)).send<Members>('PUT', path(), { on });
const switchTo = async (on: boolean) => expect((await set(on)).status).toBe(200);

const act = ({ id, version }: Stage, what: Act, by: string): Ready => ({
  method: 'POST',
  path: `/submissions/${id}/${what}`,
  body: what === 'decline-sign-off' ? { reason: 'The steps are vague' } : undefined,
  ifMatch: version,
  by,
});
const done = async (stage: Stage, what: Act, by: string): Promise<Stage> => {
  const reply = await send(act(stage, what, by), await town().as(by));
  expect([reply.status, reply.body]).toMatchObject([200, { version: stage.version + 1 }]);
  return { ...stage, version: stage.version + 1 };
};
const requested = async () => done(await built.stages.draft(), 'request-sign-off', 'editor.east');
const signedOff = async () => done(await requested(), 'sign-off', 'both');
const row = async (stage: Stage, by: string) =>
  (await (await town().as(by)).get<Members & { can: Members }>(`/submissions/${stage.id}`)).body;

async function refused(request: Ready, status: number, code: string) {
  const client = await town().as(request.by);
  const reply = await town().untouched(() => send(request, client));
  expectRefusal(reply, status, code);
  return reply;
}

describe('the switch', () => {
  it.each(['editor.east', 'lead.east', 'reviewer.trade', 'auditor', 'nobody'])('is not for %s: 403', async (who) => {
    expectRefusal(await town().untouched(() => set(false, who)), 403, 'forbidden');
  });

  it('wants yes or no, and a programme that there is', async () => {
    expectRefusal(await town().untouched(() => set('perhaps')), 422, 'invalid');
    const coordinator = await town().as('coordinator');
    const unknown = () => coordinator.send<Members>('PUT', '/programmes/none/regional-sign-off', { on: true });
    expectRefusal(await town().untouched(unknown), 404, 'not-found');
  });

  it('leaves an event, and none when it changes nothing', async () => {
    const events = () =>
      town().database.rows<{ data: Members }>(
        "select data from event where kind = 'set-regional-sign-off' order by seq",
      );
    const before = await events();
    await switchTo(true);
    expect(await events()).toEqual(before);
    expect(before.at(-1)).toMatchObject({ data: { before: false, after: true } });
    expect((await (await town().as('editor.east')).get(path())).body).toEqual({ on: true });
  });
});

describe('putting forward is refused', () => {
  const ready = async () => act(await built.stages.draft(), 'request-sign-off', 'editor.east');
  refusesLikeEveryAct(town, ready, ['reviewer.trade', 'coordinator', 'auditor', 'nobody'], { takesBody: false });
  refusesWithoutTheVersion(town, ready, async ({ path: of, ifMatch }) => {
    const editor = await town().as('editor.east');
    expect((await editor.patch(of.replace('/request-sign-off', ''), {}, { ifMatch })).status).toBe(200);
    return { move: 'edit-draft' };
  });

  it('for another region: 404', async () => {
    await refused({ ...(await ready()), by: 'lead.west' }, 404, 'not-found');
  });

  it('while the draft is incomplete: 422, as when it is sent', async () => {
    const stage = await built.stages.draft('proposal', undefined, {});
    const reply = await refused(act(stage, 'request-sign-off', 'editor.east'), 422, 'invalid');
    expect(pointersOf(reply)).toContain('/plan/summary');
  });

  it('twice, and once it is signed off: 409', async () => {
    const again = act(await requested(), 'request-sign-off', 'lead.east');
    expect(codesOf(await refused(again, 409, 'illegal-move'))).toEqual(['sign-off-requested']);
    const after = act(await signedOff(), 'request-sign-off', 'editor.east');
    expect(codesOf(await refused(after, 409, 'illegal-move'))).toEqual(['already-signed-off']);
  });
});

describe.each(['sign-off', 'decline-sign-off'] as const)('%s is refused', (what) => {
  const ready = async () => act(await requested(), what, 'both');
  const takesBody = what === 'decline-sign-off';
  refusesLikeEveryAct(town, ready, ['editor.east', 'reviewer.trade', 'coordinator', 'auditor'], { takesBody });
  refusesWithoutTheVersion(town, ready, async ({ path: of, ifMatch }) => {
    const editor = await town().as('editor.east');
    expect((await editor.patch(of.replace(`/${what}`, ''), {}, { ifMatch })).status).toBe(200);
    return { move: 'edit-draft' };
  });

  it('for another region: 404', async () => {
    await refused({ ...(await ready()), by: 'lead.west' }, 404, 'not-found');
  });

  it('what nobody has put forward: 409', async () => {
    const reply = await refused(act(await built.stages.draft(), what, 'lead.east'), 409, 'illegal-move');
    expect(codesOf(reply)).toEqual(['sign-off-not-requested']);
  });

  it('by who put it forward: 409, and the row says so before', async () => {
    const own = await done(await built.stages.draft(), 'request-sign-off', 'lead.east');
    expect(codesOf(await refused(act(own, what, 'lead.east'), 409, 'illegal-move'))).toEqual(['own-sign-off']);
    const shown = await row(own, 'lead.east');
    expect(shown.can).toMatchObject({ signOff: false, submit: false });
    expect(JSON.stringify(shown['blockers'])).toContain('own-sign-off');
    expect((await row(own, 'both')).can).toMatchObject({ signOff: true });
  });

  it('what was signed off already: 409', async () => {
    const reply = await refused(act(await signedOff(), what, 'lead.east'), 409, 'illegal-move');
    expect(codesOf(reply)).toEqual(['already-signed-off']);
  });
});

it.each([{}, { reason: '' }, { reason: ' \n ' }])('declining needs a reason (%j): 422', async (body) => {
  const request = { ...act(await requested(), 'decline-sign-off', 'both'), body };
  expect(pointersOf(await refused(request, 422, 'invalid'))).toContain('/reason');
});

describe('sending is refused', () => {
  it('without a sign-off: 409, and the row says so before', async () => {
    for (const stage of [await built.stages.draft(), await requested()]) {
      const reply = await refused(act(stage, 'submit', 'lead.east'), 409, 'illegal-move');
      expect(codesOf(reply)).toEqual(['sign-off-missing']);
      const shown = await row(stage, 'lead.east');
      expect(shown.can).toMatchObject({ submit: false });
      expect(JSON.stringify(shown['blockers'])).toContain('sign-off-missing');
    }
  });

  it('after an edit, which undoes what was put forward and what was signed off', async () => {
    for (const stage of [await requested(), await signedOff()]) {
      const editor = await town().as('editor.east');
      const body = { plan: { ...completeContent.proposal.plan, summary: 'Something else' } };
      const { status } = await editor.patch(`/submissions/${stage.id}`, body, { ifMatch: stage.version });
      expect(status).toBe(200);
      const edited = { ...stage, version: stage.version + 1 };
      expect((await row(edited, 'editor.east'))['signOff']).toEqual({
        requestedBy: null,
        requestedAt: null,
        signedOffBy: null,
        signedOffAt: null,
      });
      expect(codesOf(await refused(act(edited, 'submit', 'lead.east'), 409, 'illegal-move'))).toEqual([
        'sign-off-missing',
      ]);
    }
  });

  it('after it was declined, and the author reads why', async () => {
    const declined = await done(await requested(), 'decline-sign-off', 'both');
    expect(codesOf(await refused(act(declined, 'submit', 'lead.east'), 409, 'illegal-move'))).toEqual([
      'sign-off-missing',
    ]);
    const { items } = (
      await (await town().as('editor.east')).get<{ items: Members[] }>(`/work-items/${declined.item.id}/history`)
    ).body;
    expect(items.at(-1)).toMatchObject({ move: 'decline-sign-off', reason: 'The steps are vague' });
    await done(declined, 'request-sign-off', 'editor.east');
  });

  it('in the next round without a new sign-off', async () => {
    const sent = await done(await signedOff(), 'submit', 'lead.east');
    const returned = await built.stages.decided(sent, 'return');
    expect(codesOf(await refused(act(returned, 'submit', 'lead.east'), 409, 'illegal-move'))).toEqual([
      'sign-off-missing',
    ]);
    const again = await done(await done(returned, 'request-sign-off', 'lead.east'), 'sign-off', 'editor-and-lead');
    await done(again, 'submit', 'lead.east');
  });

  it('by the database, whoever comes', async () => {
    const { id } = await built.stages.draft();
    const update = "update submission set status = 'submitted', round = 1, submitted_at = now() where id = $1";
    await expect(town().database.rows(update, [id])).rejects.toMatchObject({ code: 'MT004' });
    const off = await signedOff();
    const edit = "update submission set content = '{}' where id = $1";
    await expect(town().database.rows(edit, [off.id])).rejects.toMatchObject({ code: 'MT005' });
    const own = `update submission set sign_off_requested_by = created_by, sign_off_requested_at = now(),
      signed_off_by = created_by, signed_off_at = now() where id = $1`;
    await expect(town().database.rows(own, [id])).rejects.toMatchObject({
      constraint: 'submission_sign_off_by_another',
    });
  });
});

it('whoever signed off stands on the side of the region: four eyes', async () => {
  const sent = await done(await signedOff(), 'submit', 'lead.east');
  const decide: Ready = {
    method: 'POST',
    path: `/submissions/${sent.id}/decisions`,
    body: { outcome: 'approve' },
    ifMatch: sent.version,
    by: 'both',
  };
  await refused(decide, 403, 'four-eyes');
  await built.stages.decided(sent);
});

it('the region reads who signed off, the ministry nothing of it', async () => {
  const sent = await done(await signedOff(), 'submit', 'lead.east');
  const people = { requestedBy: { name: { en: 'editor.east' } }, signedOffBy: { name: { en: 'both' } } };
  expect(await row(sent, 'editor.east')).toMatchObject({
    signOff: people,
    rounds: [{ round: 1, signedOffBy: { name: { en: 'both' } } }],
  });
  const read = await row(sent, 'reviewer.trade');
  expect(read).not.toHaveProperty('signOff');
  expect((read['rounds'] as Members[])[0]).not.toHaveProperty('signedOffBy');
  const history = await (await town().as('reviewer.trade')).get(`/work-items/${sent.item.id}/history`);
  expect(JSON.stringify(history.body)).not.toContain('sign-off');
});

describe('while the programme does without', () => {
  beforeAll(() => switchTo(false));
  afterAll(() => switchTo(true));

  it('what belongs to it is refused and not offered, and sending is as ever', async () => {
    const stage = await built.stages.draft();
    for (const what of ['request-sign-off', 'sign-off', 'decline-sign-off'] as const) {
      const reply = await refused(act(stage, what, 'lead.east'), 409, 'illegal-move');
      expect(codesOf(reply)).toEqual(['sign-off-not-wanted']);
    }
    const shown = await row(stage, 'lead.east');
    expect(shown.can).toMatchObject({ requestSignOff: false, signOff: false, submit: true });
    expect(JSON.stringify([shown['moves'], shown['blockers']])).not.toContain('sign-off');
    await built.stages.submit(stage);
  });
});

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
  built = await buildTown({ measures: 420 });
});
afterAll(() => built.town.close());
const town = () => built.town;

/* TRADE leads the measures at place 6, and FINANCE and LAW support them. */
type Members = Record<string, unknown>;
const proposed = () => built.stages.proposed(town().fresh({ place: 6 }));
const ask = ({ id, version }: Stage, departments: unknown = ['LAW'], by = 'reviewer.trade'): Ready => ({
  method: 'POST',
  path: `/submissions/${id}/opinion-requests`,
  body: { departments, question: 'Any objection?' },
  ifMatch: version,
  by,
});
const opine = ({ id, version }: Stage, body: Members = { position: 'no-objection' }, by = 'reviewer.law'): Ready => ({
  method: 'POST',
  path: `/submissions/${id}/opinions`,
  body,
  ifMatch: version,
  by,
});
const objection = { position: 'objection', reason: 'The ports are ours' };
const decide = ({ id, version }: Stage, body: Members = { outcome: 'approve' }): Ready => ({
  method: 'POST',
  path: `/submissions/${id}/decisions`,
  body,
  ifMatch: version,
  by: 'reviewer.trade',
});
const done = async (stage: Stage, request: Ready): Promise<Stage> => {
  const reply = await send(request, await town().as(request.by));
  expect([reply.status, reply.body]).toMatchObject([201, { version: stage.version + 1 }]);
  return { ...stage, version: stage.version + 1 };
};
const opinionsOf = async (stage: Stage, by = 'auditor') =>
  (await (await town().as(by)).get<{ requests: Members[]; opinions: Members[] }>(`/submissions/${stage.id}/opinions`))
    .body;

async function refused(request: Ready, status: number, code: string) {
  const client = await town().as(request.by);
  const reply = await town().untouched(() => send(request, client));
  expectRefusal(reply, status, code);
  return reply;
}
const withdrawn = async (request: Ready) => {
  const path = request.path.replace(/\/opinion.*$/, '/withdraw');
  const reply = await (await town().as('lead.east')).post(path, undefined, { ifMatch: request.ifMatch });
  expect(reply.status).toBe(200);
  return { move: 'withdraw-proposal' };
};

describe('asking is refused', () => {
  const ready = async () => ask(await proposed());
  refusesLikeEveryAct(town, ready, ['editor.east', 'lead.east', 'reviewer.law', 'coordinator', 'auditor', 'nobody']);
  refusesWithoutTheVersion(town, ready, withdrawn);

  it.each([
    ['nobody', []],
    ['what is no list', 'LAW'],
    ['a department twice', ['LAW', 'LAW']],
  ])('for %s: 422', async (_, departments) => {
    const reply = await refused(ask(await proposed(), departments), 422, 'invalid');
    expect(pointersOf(reply)[0]).toContain('/departments');
  });

  it('for a department that does not support the measure, the lead included: 422', async () => {
    const reply = await refused(ask(await proposed(), ['LAW', 'TRADE']), 422, 'invalid');
    expect([codesOf(reply), pointersOf(reply)]).toEqual([['not-supporting'], ['/departments/1']]);
  });

  it('for whom it was asked in this round already: 422', async () => {
    const stage = await proposed();
    const asked = await done(stage, ask(stage));
    expect(codesOf(await refused(ask(asked, ['FINANCE', 'LAW']), 422, 'invalid'))).toEqual(['already-asked']);
  });

  it('on a measure that nobody supports: 409, and it is not offered', async () => {
    const alone = await built.stages.proposed(town().fresh({ place: 1 }));
    expect(codesOf(await refused(ask(alone), 409, 'illegal-move'))).toEqual(['no-supporting-department']);
    const { body } = await (await town().as('reviewer.trade')).get<Members>(`/submissions/${alone.id}`);
    expect(JSON.stringify([body['moves'], body['blockers']])).not.toContain('opinion');
  });

  it('on a draft: 404; on what was returned: 409', async () => {
    const item = town().fresh({ place: 6 });
    await refused(ask(await built.stages.draft('proposal', item)), 404, 'not-found');
    const returned = await built.stages.decided(await proposed(), 'return');
    expect(codesOf(await refused(ask(returned), 409, 'illegal-move'))).toContain('not-submitted');
  });
});

describe('giving is refused', () => {
  const ready = async () => opine(await proposed());
  refusesLikeEveryAct(town, ready, ['editor.east', 'lead.east', 'reviewer.trade', 'coordinator', 'auditor', 'nobody']);
  refusesWithoutTheVersion(town, ready, withdrawn);

  it.each([
    ['without a position', {}, '/position'],
    ['with another position', { position: 'perhaps' }, '/position'],
    ['an objection without a reason', { position: 'objection' }, '/reason'],
    ['an objection for blanks', { position: 'objection', reason: ' \n' }, '/reason'],
  ])('%s: 422', async (_, body, pointer) => {
    const reply = await refused(opine(await proposed(), body), 422, 'invalid');
    expect(pointersOf(reply)).toContain(pointer);
  });

  it('for a department that is not one’s own: 403', async () => {
    const body = { position: 'no-objection', department: 'FINANCE' };
    expect(codesOf(await refused(opine(await proposed(), body), 403, 'forbidden'))).toEqual(['not-supporting']);
  });

  it('by a department that does not support the measure: 403', async () => {
    const alone = await built.stages.proposed(town().fresh({ place: 1 }));
    expect(codesOf(await refused(opine(alone), 403, 'forbidden'))).toEqual(['not-supporting']);
  });

  it('after the decision: 409', async () => {
    const stage = await built.stages.decided(await proposed());
    await refused(opine(stage), 409, 'already-ended');
  });
});

describe('an opinion', () => {
  it('is asked for with a term of its own, and given, asked or not', async () => {
    const stage = await proposed();
    const asked = await done(stage, ask(stage));
    const once = await done(asked, opine(asked));
    const both = await done(once, opine(once, { position: 'no-objection', reason: 'Fine' }, 'reviewer.finance'));
    const { requests, opinions } = await opinionsOf(both);
    expect(requests).toMatchObject([
      {
        round: 1,
        department: 'LAW',
        question: 'Any objection?',
        askedBy: { name: { en: 'reviewer.trade' } },
        // Thursday 16 December 2021 and three working days.
        term: { allowedDays: 3, state: 'ended', usedDays: 0 },
      },
    ]);
    expect(opinions).toMatchObject([
      { department: 'LAW', position: 'no-objection', stands: true, by: { name: { en: 'reviewer.law' } } },
      { department: 'FINANCE', position: 'no-objection', reason: 'Fine', stands: true },
    ]);
    await done(both, decide(both));
  });

  it('runs against its term until it is given', async () => {
    const stage = await proposed();
    const asked = await done(stage, ask(stage, ['LAW', 'FINANCE']));
    const { requests } = await opinionsOf(asked, 'reviewer.law');
    expect(requests.map(({ term }) => term)).toMatchObject(
      Array(2).fill({ allowedDays: 3, dueOn: '2021-12-21', state: 'running' }),
    );
  });

  it('replaces what the department said before in the round; that stays readable', async () => {
    const stage = await proposed();
    const first = await done(stage, opine(stage, objection));
    const second = await done(first, opine(first, { position: 'no-objection' }, 'reviewer2.law'));
    expect((await opinionsOf(second)).opinions).toMatchObject([
      { position: 'objection', stands: false },
      { position: 'no-objection', stands: true, by: { name: { en: 'reviewer2.law' } } },
    ]);
    await done(second, decide(second));
  });

  it('is of its round: the next one begins without', async () => {
    const stage = await proposed();
    const objected = await done(stage, opine(stage, objection));
    const answers = [{ department: 'LAW', answer: 'They are the region’s' }];
    const returned = await done(objected, decide(objected, { outcome: 'return', reason: 'Not yet', answers }));
    const again = await built.stages.submit(returned);
    await done(again, decide(again));
    expect((await opinionsOf(again)).opinions).toMatchObject([
      { round: 1, position: 'objection', answer: 'They are the region’s' },
    ]);
  });

  it('makes its giver one of the ministry’s side', async () => {
    const { rows } = {
      rows: await town().database.rows<{ count: number }>(
        `select count(*)::integer as count from opinion o join submission_party p
           on p.submission_id = o.submission_id and p.person_id = o.given_by and p.side = 'ministry'`,
      ),
    };
    const total = await town().database.rows<{ count: number }>('select count(*)::integer as count from opinion');
    expect(rows).toEqual(total);
  });
});

describe('an objection', () => {
  const objected = async () => {
    const stage = await proposed();
    return done(stage, opine(stage, objection));
  };
  const answers = [{ department: 'LAW', answer: 'They are the region’s' }];

  it.each(['approve', 'return', 'reject'])('is to be answered whatever the decision (%s): 409', async (outcome) => {
    const reply = await refused(decide(await objected(), { outcome, reason: 'So' }), 409, 'illegal-move');
    expect(codesOf(reply)).toEqual(['objection-unanswered']);
  });

  it.each([
    ['a department that did not object', [...answers, { department: 'FINANCE', answer: 'x' }], '/answers/1/department'],
    ['an unknown department', [{ department: 'NONE', answer: 'x' }], '/answers/0/department'],
    ['nothing', [{ department: 'LAW', answer: ' ' }], '/answers/0/answer'],
    ['a department twice', [...answers, ...answers], '/answers'],
  ])('is not answered by answers to %s: 422', async (_, given, pointer) => {
    const reply = await refused(decide(await objected(), { outcome: 'approve', answers: given }), 422, 'invalid');
    expect(pointersOf(reply)).toContain(pointer);
  });

  it('answers to nobody are refused: 422', async () => {
    const reply = await refused(decide(await proposed(), { outcome: 'approve', answers }), 422, 'invalid');
    expect(codesOf(reply)).toEqual(['answer-to-nobody']);
  });

  it('is answered in the decision, where the ministry reads it', async () => {
    const stage = await objected();
    await done(stage, decide(stage, { outcome: 'approve', answers }));
    expect((await opinionsOf(stage)).opinions).toMatchObject([{ answer: 'They are the region’s' }]);
    const { body } = await (await town().as('reviewer.law')).get<Members>(`/submissions/${stage.id}`);
    expect(body).toMatchObject({ rounds: [{ decision: { answers } }] });
  });

  it('unanswered stops the database too', async () => {
    const stage = await objected();
    const trade = town().people.get('reviewer.trade');
    const insert = `with party as (
        insert into submission_party (submission_id, person_id, side) values ($1, $2, 'ministry') on conflict do nothing)
      insert into decision (submission_id, round, outcome, decided_by, decided_at) values ($1, 1, 'approve', $2, now())`;
    await expect(town().database.rows(insert, [stage.id, trade])).rejects.toMatchObject({ code: 'MT006' });
  });

  it('and everything about opinions is hidden from the region', async () => {
    const stage = await proposed();
    const asked = await done(stage, ask(stage));
    const given = await done(asked, opine(asked, objection));
    await done(given, decide(given, { outcome: 'return', reason: 'Not yet', answers }));
    for (const who of ['editor.east', 'lead.east']) {
      const client = await town().as(who);
      const pages = await Promise.all(
        [`/submissions/${stage.id}`, `/work-items/${stage.item.id}`, `/work-items/${stage.item.id}/history`].map(
          async (path) => JSON.stringify((await client.get(path)).body),
        ),
      );
      for (const page of pages)
        expect(page).not.toMatch(/objection|opinions|Any objection|The ports are ours|region’s/);
      expectRefusal(await client.get(`/submissions/${stage.id}/opinions`), 403, 'forbidden');
    }
    const lead = await town().as('lead.east');
    const stale = await lead.post<Members>(`/submissions/${stage.id}/withdraw`, undefined, { ifMatch: stage.version });
    expect((stale.body['changes'] as Members[]).map(({ move }) => move)).toEqual(['return-proposal']);
  });
});

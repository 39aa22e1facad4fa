import { UnitOfWork } from '#libs/database';
import { Passwords, People } from '#libs/identity';
import { type BuiltTown, buildTown, completeContent, type Stage, type TestClient, testPassword } from '#libs/testing';
import { TownSubstitutions } from '../identity/substitutions.js';
import { codesOf, expectRefusal } from '../implementation/refusals.js';

let built: BuiltTown;
let substitutions: TownSubstitutions;
let minutes = 0;
beforeAll(async () => {
  built = await buildTown();
  substitutions = new TownSubstitutions(built.town);
});
afterAll(() => built.town.close());
afterEach(async () => {
  substitutions.goTo(new Date(Date.parse('2021-12-16T02:00:00Z') + (minutes += 1) * 60_000).toISOString());
  await substitutions.endAll();
});

type Members = Record<string, unknown>;
const town = () => built.town;
const id = (who: string) => substitutions.id(who);
const decide = async (by: string | TestClient, { id: submission, version }: Stage, outcome = 'approve') => {
  const client = typeof by === 'string' ? await town().as(by) : by;
  const body = outcome === 'approve' ? { outcome } : { outcome, reason: 'Not yet' };
  return client.post<Members>(`/submissions/${submission}/decisions`, body, { ifMatch: version });
};
const refusesFourEyes = async (by: string, stage: Stage) => {
  const reply = await town().untouched(() => decide(by, stage));
  expectRefusal(reply, 403, 'four-eyes');
  expect(codesOf(reply)).toContain('four-eyes');
  const { body } = await (await town().as(by)).get<Members>(`/submissions/${stage.id}`);
  expect(body).toMatchObject({ can: { decide: false } });
  expect(JSON.stringify(body['blockers'])).toContain('four-eyes');
};
const drafted = async (by: string): Promise<Stage> => {
  const item = town().fresh();
  const client = await town().as(by);
  const { body } = await client.post(`/work-items/${item.id}/submissions`, {
    kind: 'proposal',
    ...completeContent.proposal,
  });
  return { item, id: String(body['id']), version: Number(body['version']) };
};
const sentBy = async (by: string, stage: Stage): Promise<Stage> => {
  const client = await town().as(by);
  const { status, body } = await client.post(`/submissions/${stage.id}/submit`, undefined, { ifMatch: stage.version });
  expect([status, body]).toMatchObject([200, {}]);
  return { ...stage, version: Number(body['version']) };
};
const parties = (stage: Stage) =>
  town().database.rows<{ person: string; side: string }>(
    'select person_id as person, side from submission_party where submission_id = $1',
    [stage.id],
  );

describe('both names stand in the record', () => {
  it('of a decision: event, decision, history, rounds, answer and parties', async () => {
    const proposed = await built.stages.proposed();
    await substitutions.running('reviewer.trade', 'reviewer.law');
    const reply = await decide('reviewer.law', proposed);
    const absent = { id: id('reviewer.trade'), name: { en: 'reviewer.trade' } };
    expect(reply).toMatchObject({ status: 201, body: { onBehalfOf: absent } });
    const client = await town().as('reviewer.law');
    const { body } = await client.get<{ rounds: Members[] }>(`/submissions/${proposed.id}`);
    expect(body.rounds).toMatchObject([
      { onBehalfOf: null, decision: { decidedBy: { id: id('reviewer.law') }, onBehalfOf: absent } },
    ]);
    const history = await client.get<{ items: Members[] }>(`/work-items/${proposed.item.id}/history`);
    expect(history.body.items.at(-1)).toMatchObject({
      move: 'approve-proposal',
      actor: { id: id('reviewer.law') },
      onBehalfOf: absent,
      role: 'reviewer',
    });
    expect(await parties(proposed)).toEqual(
      expect.arrayContaining([
        { person: id('reviewer.law'), side: 'ministry' },
        { person: id('reviewer.trade'), side: 'ministry' },
      ]),
    );
  });

  it('of a draft and a round that an editor sends for the lead; what is the editor’s own stays theirs', async () => {
    await substitutions.running('lead.east', 'editor.east');
    const draft = await drafted('editor.east');
    expect(await parties(draft)).toEqual([{ person: id('editor.east'), side: 'region' }]);
    const sent = await sentBy('editor.east', draft);
    const { body } = await (await town().as('lead.east')).get<{ rounds: Members[] }>(`/submissions/${sent.id}`);
    expect(body.rounds).toMatchObject([
      { submittedBy: { id: id('editor.east') }, onBehalfOf: { id: id('lead.east') } },
    ]);
    expect(await parties(sent)).toContainEqual({ person: id('lead.east'), side: 'region' });
  });

  it('of nobody else when the own role suffices', async () => {
    const proposed = await built.stages.proposed();
    await substitutions.running('reviewer.trade', 'reviewer2.trade');
    const reply = await decide('reviewer2.trade', proposed);
    expect(reply.status).toBe(201);
    expect(reply.body).not.toHaveProperty('onBehalfOf');
    expect(await parties(proposed)).not.toContainEqual({ person: id('reviewer.trade'), side: 'ministry' });
  });
});

describe('four eyes counts persons', () => {
  it('the substitute of the drafter does not decide, though another sent it', async () => {
    await substitutions.running('editor.east', 'both');
    await substitutions.running('lead.east', 'both');
    const sent = await sentBy('editor-and-lead', await drafted('both'));
    await refusesFourEyes('both', sent);
  });

  it('whoever drafted does not decide as a substitute of the reviewer', async () => {
    const sent = await sentBy('lead.east', await drafted('editor.east'));
    await substitutions.running('reviewer.trade', 'editor.east');
    await refusesFourEyes('editor.east', sent);
  });

  it('nobody decides in the name of somebody who had a hand in it', async () => {
    const sent = await sentBy('lead.east', await drafted('both'));
    await substitutions.running('both', 'editor-and-lead');
    await refusesFourEyes('editor-and-lead', sent);
    expect((await decide('reviewer.trade', sent)).status).toBe(201);
  });

  it('whoever was acted for in the region does not decide', async () => {
    const substitution = await substitutions.running('both', 'editor.east');
    const sent = await sentBy('editor.east', await drafted('editor.east'));
    await substitutions.end(substitution);
    await refusesFourEyes('both', sent);
  });

  it('whoever was acted for in a decision does not write the next round', async () => {
    const proposed = await built.stages.proposed();
    await substitutions.running('reviewer.trade', 'reviewer.law');
    const reply = await decide('reviewer.law', proposed, 'return');
    expect(reply.status).toBe(201);
    const uow = town().api.app.get(UnitOfWork, { strict: false });
    const people = town().api.app.get(People, { strict: false });
    await uow.run((tx) => people.grant(tx, id('reviewer.trade'), 'regional-editor', { region: 'EAST' }));
    const client = await town().as('reviewer.trade');
    const ifMatch = Number(reply.body['version']);
    const edit = await town().untouched(() => client.patch<Members>(`/submissions/${proposed.id}`, {}, { ifMatch }));
    await uow.run((tx) => people.endGrant(tx, id('reviewer.trade'), 'regional-editor', { region: 'EAST' }));
    expectRefusal(edit, 403, 'four-eyes');
  });

  it('two accounts of one person are one person', async () => {
    const uow = town().api.app.get(UnitOfWork, { strict: false });
    const people = town().api.app.get(People, { strict: false });
    const passwordHash = await town().api.app.get(Passwords, { strict: false }).hash(testPassword);
    const email = 'both.second@town.example';
    await uow.run((tx) => people.createAccount(tx, { personId: id('both'), email, passwordHash }));
    const second = await town().api.as(email);
    const sent = await sentBy('lead.east', await drafted('both'));
    expectRefusal(await town().untouched(() => decide(second, sent)), 403, 'four-eyes');
    await substitutions.running('reviewer.trade', 'both');
    expectRefusal(await town().untouched(() => decide(second, sent)), 403, 'four-eyes');
  });

  it('the database refuses what gets past: a decision in the name of a hand', async () => {
    const sent = await sentBy('lead.east', await drafted('both'));
    const uow = town().api.app.get(UnitOfWork, { strict: false });
    const party = JSON.stringify([
      { submissionId: sent.id, personId: id('reviewer.trade'), side: 'ministry' },
      { submissionId: sent.id, personId: id('both'), side: 'ministry' },
    ]);
    const record = `select record_moves('[]', '[]', '[]', '[]', $1::jsonb, '[]')`;
    await expect(uow.run((tx) => tx.change(record, [party]))).rejects.toThrow(/submission_party_one_side/);
  });
});

describe('the time of a substitution', () => {
  it('ended between reading and deciding: 403', async () => {
    const proposed = await built.stages.proposed();
    const substitution = await substitutions.running('reviewer.trade', 'reviewer.law');
    const client = await town().as('reviewer.law');
    expect((await client.get(`/submissions/${proposed.id}`)).body).toMatchObject({ can: { decide: true } });
    await substitutions.end(substitution);
    const reply = await town().untouched(() => decide('reviewer.law', proposed));
    expectRefusal(reply, 403, 'forbidden');
    expect(codesOf(reply)).toEqual(['not-your-department']);
  });

  it('begins and ends with the day of the absent person', async () => {
    const [early, last, late] = [
      await built.stages.proposed(),
      await built.stages.proposed(),
      await built.stages.proposed(),
    ];
    await substitutions.name('reviewer.trade', 'reviewer.law', { from: '2021-12-17', to: '2021-12-18' });
    substitutions.goTo('2021-12-16T15:59:00Z');
    expect((await decide('reviewer.law', early)).status).toBe(403);
    substitutions.goTo('2021-12-16T16:00:00Z');
    expect((await decide('reviewer.law', early)).status).toBe(201);
    substitutions.goTo('2021-12-18T15:59:00Z');
    expect((await decide('reviewer.law', last)).status).toBe(201);
    substitutions.goTo('2021-12-18T16:00:00Z');
    expect((await decide('reviewer.law', late)).status).toBe(403);
  });

  it('lists, queues and pages follow: a substitute sees what the absent person would', async () => {
    const proposed = await built.stages.proposed();
    const queue = async () => {
      const client = await town().as('reviewer.law');
      const { body } = await client.get<{ items: { id: string }[] }>(
        '/submissions?state=submitted&department=TRADE&limit=200',
      );
      return body.items.some((row) => row.id === proposed.id);
    };
    expect(await queue()).toBe(false);
    const substitution = await substitutions.running('reviewer.trade', 'reviewer.law');
    expect(await queue()).toBe(true);
    await substitutions.end(substitution);
    expect(await queue()).toBe(false);
  });
});

import { randomUUID } from 'node:crypto';
import { type BuiltTown, buildTown, type Reply, type Stage } from '#libs/testing';
import { expectRefusal, pointersOf } from '../implementation/refusals.js';

type Members = Record<string, unknown>;

/** One item of an answer. */
interface Answered {
  submissionId: string;
  result: string;
  version?: number;
  status?: string;
  problem?: {
    type: string;
    code: string;
    status: number;
    title: { zh: string; en: string };
    blockers: { code: string; pointer?: string }[];
    changes?: Members[];
  };
}

interface Bulk {
  bulk: string;
  totals: { asked: number; accepted: number; refused: number; byOutcome: Record<string, number> };
  decisions: Answered[];
}

let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown({ measures: 240 });
});
afterAll(() => built.town.close());
const town = () => built.town;
const stages = () => built.stages;

const wish = ({ id, version }: Stage, more: Members = {}): Members => ({ submissionId: id, version, ...more });

async function bulk(body: unknown, { by = 'reviewer.trade', key = randomUUID() as string | undefined } = {}) {
  const client = await town().as(by);
  return client.post<Bulk & Members>('/decisions/bulk', body, { key });
}

const approve = (...stages: Stage[]) => ({ outcome: 'approve', decisions: stages.map((stage) => wish(stage)) });
const results = ({ body }: Reply<Bulk>) => body.decisions.map(({ result }) => result);
const codes = ({ body }: Reply<Bulk>) => body.decisions.map(({ problem }) => problem?.code ?? 'decided');

async function proposals(count: number): Promise<Stage[]> {
  const made: Stage[] = [];
  for (let one = 0; one < count; one += 1) made.push(await stages().proposed());
  return made;
}

describe('the whole set is refused', () => {
  it('for a stranger: 401', async () => {
    const [one] = await proposals(1);
    const reply = await town().untouched(() =>
      town().api.anonymous().post<Members>('/decisions/bulk', approve(one!), { key: randomUUID() }),
    );
    expectRefusal(reply, 401, 'not-signed-in');
  });

  it.each(['editor.east', 'lead.east', 'coordinator', 'auditor', 'nobody'])('for %s: 403', async (by) => {
    const [one] = await proposals(1);
    expectRefusal(await town().untouched(() => bulk(approve(one!), { by })), 403, 'forbidden');
  });

  it('without an Idempotency-Key, and says why: 400', async () => {
    const [one] = await proposals(1);
    const client = await town().as('reviewer.trade');
    const reply = await town().untouched(() => client.post<Members>('/decisions/bulk', approve(one!)));
    expectRefusal(reply, 400, 'bad-request');
    expect(pointersOf(reply)).toEqual(['Idempotency-Key']);
    expect(JSON.stringify(reply.body['blockers'])).toContain('idempotency-key-required');
  });

  const some = { submissionId: randomUUID(), version: 3 };
  it.each([
    ['no decision at all', { outcome: 'approve' }, '/decisions'],
    ['an empty set', { outcome: 'approve', decisions: [] }, '/decisions'],
    ['501 decisions', { outcome: 'approve', decisions: Array(501).fill(some) }, '/decisions'],
    ['what is no set', { outcome: 'approve', decisions: some }, '/decisions'],
    ['an item without an outcome of its own or the set', { decisions: [some] }, '/decisions/0/outcome'],
    ['an unknown outcome', { outcome: 'perhaps', decisions: [some] }, '/outcome'],
    [
      'an item without a version',
      { outcome: 'approve', decisions: [{ ...some, version: undefined }] },
      '/decisions/0/version',
    ],
    ['a version that is text', { outcome: 'approve', decisions: [{ ...some, version: '3' }] }, '/decisions/0/version'],
    [
      'an id that is none',
      { outcome: 'approve', decisions: [some, { ...some, submissionId: 'x' }] },
      '/decisions/1/submissionId',
    ],
    ['an unknown field', { outcome: 'approve', decisions: [{ ...some, status: 'approved' }] }, '/decisions/0/status'],
    ['an unknown field of the set', { outcome: 'approve', all: true, decisions: [some] }, '/all'],
    [
      'points that are text',
      { outcome: 'return', reason: 'x', decisions: [{ ...some, failedPoints: ['1'] }] },
      '/decisions/0/failedPoints',
    ],
  ])('with %s: 422 with its place', async (_, body, pointer) => {
    const reply = await town().untouched(() => bulk(body));
    expectRefusal(reply, 422, 'invalid');
    expect(pointersOf(reply)).toContain(pointer);
  });

  it('when its key was used for another request: 422', async () => {
    const [one, two] = await proposals(2);
    const key = randomUUID();
    expect((await bulk(approve(one!), { key })).status).toBe(200);
    expectRefusal(await town().untouched(() => bulk(approve(two!), { key })), 422, 'idempotency-key-reused');
  });
});

describe('one item is refused, and the others are decided', () => {
  /** Sends the item between two good ones and answers its problem; the good ones are decided. */
  async function between(item: Members, by?: string): Promise<NonNullable<Answered['problem']>> {
    const [before, after] = await proposals(2);
    const reply = await bulk({ outcome: 'approve', decisions: [wish(before!), item, wish(after!)] }, { by });
    expect([reply.status, results(reply)]).toEqual([200, ['decided', 'refused', 'decided']]);
    expect(reply.body.totals).toMatchObject({ asked: 3, accepted: 2, refused: 1 });
    const { problem } = reply.body.decisions[1]!;
    expect(problem!.title).toEqual({
      zh: expect.stringMatching(/\p{Script=Han}/u),
      en: expect.stringMatching(/[a-z]/),
    });
    expect(problem!.type).toBe(`/problems/${problem!.code}`);
    return problem!;
  }

  it('an unknown id: 404', async () => {
    expect(await between({ submissionId: randomUUID(), version: 3 })).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('a draft, which the ministry cannot know of: 404 as well', async () => {
    expect(await between(wish(await stages().draft()))).toMatchObject({ status: 404, code: 'not-found' });
  });

  it("another department's, with its reason: 403", async () => {
    const other = await stages().proposed(town().fresh({ lead: 'LAW' }));
    const problem = await between(wish(other));
    expect(problem).toMatchObject({ status: 403, code: 'forbidden', blockers: [{ code: 'not-your-department' }] });
    expect(await town().count('decision', other.item)).toBe(0);
  });

  it('a stale one, with what has changed: 412', async () => {
    const stale = await stages().proposed();
    await stages().submit(await stages().decided(stale, 'return'));
    const problem = await between(wish(stale));
    expect(problem).toMatchObject({
      status: 412,
      code: 'stale-version',
      seenVersion: stale.version,
      presentVersion: stale.version + 2,
      changes: [{ move: 'return-proposal' }, { move: 'submit-proposal' }],
    });
  });

  it('one that was withdrawn, with what has changed: 412; seen in its present version: 409', async () => {
    const gone = await stages().proposed();
    const lead = await town().as('lead.east');
    const { body } = await lead.post(`/submissions/${gone.id}/withdraw`, undefined, { ifMatch: gone.version });
    expect(await between(wish(gone))).toMatchObject({ status: 412, changes: [{ move: 'withdraw-proposal' }] });
    const present = wish(gone, { version: Number(body['version']) });
    expect(await between(present)).toMatchObject({ status: 409, code: 'already-ended' });
  });

  it('a returned one: 409', async () => {
    const returned = await stages().decided(await stages().proposed(), 'return');
    expect(await between(wish(returned))).toMatchObject({ status: 409, code: 'illegal-move' });
  });

  it("four eyes: the reviewer's own: 403", async () => {
    const draft = await stages().draft();
    const both = await town().as('both');
    const { body } = await both.post(`/submissions/${draft.id}/submit`, undefined, { ifMatch: draft.version });
    const problem = await between(wish(draft, { version: Number(body['version']) }), 'both');
    expect(problem).toMatchObject({ status: 403, code: 'four-eyes' });
  });

  it('a report whose legal adjustment is not in force: 409', async () => {
    const reported = await stages().reported(town().fresh({ place: 5 }));
    const law = await stages().proposed(town().fresh({ lead: 'FINANCE' }));
    const reply = await bulk(approve(reported, law), { by: 'reviewer.finance' });
    expect(reply.body.decisions).toMatchObject([
      { result: 'refused', problem: { status: 409, blockers: [{ code: 'adjustment-not-in-force' }] } },
      { result: 'decided' },
    ]);
  });

  it('a report with a required point that was neither ticked before nor passed now: 409', async () => {
    const problem = await between(wish(await stages().reported()));
    expect(problem).toMatchObject({ status: 409, code: 'illegal-move' });
    expect(problem.blockers).toHaveLength(1);
  });

  it.each([
    ['a return without a reason', { outcome: 'return' }, '/reason'],
    ['an approval with failed points', { failedPoints: [1] }, '/failedPoints'],
  ])('%s: 422 with its field', async (_, own, pointer) => {
    const problem = await between(wish(await stages().proposed(), own));
    expect(problem).toMatchObject({ status: 422, code: 'invalid', blockers: [{ pointer }] });
  });

  it('the same submission a second time, whatever the second says', async () => {
    const [one] = await proposals(1);
    const reply = await bulk({
      decisions: [wish(one!, { outcome: 'approve' }), wish(one!, { outcome: 'return', reason: 'No' })],
    });
    expect(codes(reply)).toEqual(['decided', 'duplicate-in-set']);
    expect(await town().count('decision', one!.item)).toBe(1);
  });

  it('the same submission in capitals is the same', async () => {
    const [one] = await proposals(1);
    const reply = await bulk({
      outcome: 'approve',
      decisions: [wish(one!), { ...wish(one!), submissionId: one!.id.toUpperCase() }],
    });
    expect(codes(reply)).toEqual(['decided', 'duplicate-in-set']);
  });
});

it('when every item is refused nothing is changed, though each has its answer', async () => {
  const draft = await stages().draft();
  const law = await stages().proposed(town().fresh({ lead: 'LAW' }));
  const before = await town().digest();
  const reply = await bulk(approve(draft, law));
  expect([reply.status, codes(reply)]).toEqual([200, ['not-found', 'forbidden']]);
  const after = await town().digest();
  expect({ ...after, idempotency_key: '' }).toEqual({ ...before, idempotency_key: '' });
});

describe('a set', () => {
  it('of all kinds and outcomes is decided, each by its own wish or that of the set', async () => {
    const proposal = await stages().proposed();
    const report = await stages().reported();
    const amendment = await stages().submitted('amendment');
    const exemption = await stages().submitted('exemption');
    const returned = await stages().reported();
    const reply = await bulk({
      outcome: 'approve',
      reason: 'As agreed at the meeting',
      decisions: [
        wish(proposal),
        wish(report, { passedPoints: [1] }),
        wish(amendment, { outcome: 'reject', reason: 'Too late' }),
        wish(exemption),
        wish(returned, { outcome: 'return', failedPoints: [1] }),
      ],
    });
    expect(reply.body.totals).toEqual({
      asked: 5,
      accepted: 5,
      refused: 0,
      byOutcome: { approve: 3, return: 1, reject: 1 },
    });
    expect(reply.body.decisions).toMatchObject([
      {
        submissionId: proposal.id,
        version: proposal.version + 1,
        status: 'approved',
        workItem: { status: 'approved' },
      },
      { submissionId: report.id, status: 'approved', workItem: { formerStatus: 'approved', status: 'implemented' } },
      { submissionId: amendment.id, status: 'rejected', workItem: { status: 'approved' } },
      { submissionId: exemption.id, status: 'approved', workItem: { status: 'exempt' } },
      { submissionId: returned.id, status: 'returned', workItem: { status: 'approved' } },
    ]);
    const reader = await town().as('auditor');
    const { body } = await reader.get<{ rounds: { decision: Members }[] }>(`/submissions/${returned.id}`);
    expect(body.rounds.at(-1)?.decision).toMatchObject({
      outcome: 'return',
      reason: 'As agreed at the meeting',
      failedPoints: [1],
    });
  });

  it('leaves one event per item, each with the id of the set', async () => {
    const made = await proposals(3);
    const { body } = await bulk(approve(...made));
    const rows = await town().database.rows<{ id: string; move: string; outbox: number }>(
      `select work_item_id as id, move, (select count(*)::integer from outbox o where o.event_seq = e.seq) as outbox
       from event e where data->>'bulk' = $1 order by seq`,
      [body.bulk],
    );
    expect(rows.map(({ id }) => id).sort()).toEqual(made.map(({ item }) => item.id).sort());
    for (const { move, outbox } of rows) expect([move, outbox >= 2]).toEqual(['approve-proposal', true]);
  });

  it('sent again with its key gets the same answer and changes nothing', async () => {
    const made = await proposals(3);
    const key = randomUUID();
    const first = await bulk(approve(...made), { key });
    const again = await town().untouched(() => bulk(approve(...made), { key }));
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  it('sent again with another key finds each item changed and decides nothing', async () => {
    const made = await proposals(3);
    await bulk(approve(...made));
    const counts = () => Promise.all(made.map(({ item }) => town().count('event', item)));
    const before = await counts();
    const again = await bulk(approve(...made));
    expect(codes(again)).toEqual(Array(3).fill('stale-version'));
    for (const { problem } of again.body.decisions)
      expect(problem?.changes).toMatchObject([{ move: 'approve-proposal' }]);
    expect(await counts()).toEqual(before);
  });
});

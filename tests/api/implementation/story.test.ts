import { type BuiltTown, buildTown, completeContent, type TownItem } from '#libs/testing';
import { expectRefusal } from './refusals.js';

interface Paper {
  id: string;
  status: string;
  round: number;
  content: Record<string, unknown>;
  can: Record<string, boolean>;
  moves: { move: string; kinds?: string[] }[];
  blockers: { move: string; reasons: { code: string }[] }[];
  rounds: { round: number; content: unknown; decision: { outcome: string; reason: string | null } | null }[];
}
interface History {
  items: {
    version: number;
    move: string;
    from: string | null;
    to: string;
    reason: string | null;
    role: string | null;
  }[];
}

let built: BuiltTown;
let item: TownItem;
beforeAll(async () => {
  built = await buildTown({ measures: 12 });
  item = built.town.fresh();
});
afterAll(() => built.town.close());

const as = (who: string) => built.town.as(who);
const seen = async (who: string) => (await (await as(who)).get<Paper>(`/work-items/${item.id}`)).body;
const movesOf = async (who: string) => (await seen(who)).moves.map(({ move }) => move);

/** One item from its first draft to implemented; each test goes on where the former stopped. */
describe('the life of an item', () => {
  let id: string;
  let version: number;
  const second = { plan: { ...completeContent.proposal.plan, summary: 'Written anew' } };

  it('begins open: the region may draft, nobody else may do anything', async () => {
    expect((await seen('editor.east')).moves).toMatchObject([
      { move: 'start-draft', kinds: ['proposal', 'exemption'] },
    ]);
    expect((await seen('lead.west')).blockers).toMatchObject([
      {
        move: 'start-draft',
        reasons: [{ code: 'not-your-region', message: { zh: expect.any(String), en: expect.any(String) } }],
      },
    ]);
    for (const who of ['reviewer.trade', 'auditor', 'coordinator']) expect(await movesOf(who)).toEqual([]);
  });

  it('is drafted by the editor, who cannot send it', async () => {
    ({ id, version } = await built.stages.draft('proposal', item));
    expect(await movesOf('editor.east')).toEqual(['edit-draft']);
    expect((await seen('editor.east')).blockers).toMatchObject([
      { move: 'submit-proposal', reasons: [{ code: 'needs-regional-lead' }] },
      { move: 'discard-draft', reasons: [{ code: 'needs-regional-lead' }] },
    ]);
    expect(await movesOf('lead.east')).toEqual(['edit-draft', 'submit-proposal', 'discard-draft']);
  });

  it('is sent by the lead and waits for its lead department', async () => {
    ({ version } = await built.stages.submit({ item, id, version }));
    expect((await seen('lead.east')).can).toMatchObject({ edit: false, submit: false, withdraw: true });
    expect(await movesOf('reviewer.trade')).toEqual([
      'acknowledge',
      'hand-over',
      'approve-proposal',
      'return-proposal',
      'reject-proposal',
    ]);
    expect(await movesOf('reviewer.law')).toEqual([]);
    expect((await seen('reviewer.law')).blockers[0]).toMatchObject({ reasons: [{ code: 'not-your-department' }] });
  });

  it('comes back with a reason that the region reads', async () => {
    const body = { outcome: 'return', reason: 'The steps are vague.' };
    const reply = await (await as('reviewer.trade')).post(`/submissions/${id}/decisions`, body, { ifMatch: version });
    expect(reply).toMatchObject({ status: 201, body: { status: 'returned', workItem: { status: 'open' } } });
    version += 1;
    const paper = (await (await as('editor.east')).get<Paper>(`/submissions/${id}`)).body;
    expect(paper).toMatchObject({
      status: 'returned',
      round: 1,
      rounds: [
        {
          round: 1,
          decision: {
            outcome: 'return',
            reason: 'The steps are vague.',
            decidedBy: { name: { en: 'reviewer.trade' } },
          },
        },
      ],
    });
  });

  it('is written anew where the ministry cannot look', async () => {
    const reply = await (await as('editor.east')).patch(`/submissions/${id}`, second, { ifMatch: version });
    expect(reply).toMatchObject({ status: 200, etag: `"${version + 1}"` });
    version += 1;
    for (const who of ['reviewer.trade', 'coordinator', 'reviewer.law']) {
      const client = await as(who);
      for (const path of [
        `/submissions/${id}`,
        '/submissions',
        `/work-items/${item.id}`,
        `/work-items/${item.id}/history`,
      ]) {
        const { status, body } = await client.get(path);
        expect(status).toBe(200);
        expect(JSON.stringify(body)).not.toContain('Written anew');
        expect(JSON.stringify(body)).not.toContain('edit-draft');
      }
      expect((await client.get<Paper>(`/submissions/${id}`)).body.content).toEqual(completeContent.proposal);
    }
    const late = { outcome: 'approve' };
    const stale = await (
      await as('reviewer.trade')
    ).post(`/submissions/${id}/decisions`, late, { ifMatch: version - 2 });
    expectRefusal(stale, 412, 'stale-version');
    expect(stale.body['changes']).toMatchObject([{ move: 'return-proposal' }]);
    expect((await (await as('lead.east')).get<Paper>(`/submissions/${id}`)).body.content).toEqual(second);
  });

  it('goes out for a second round, and is approved', async () => {
    ({ version } = await built.stages.submit({ item, id, version }));
    ({ version } = await built.stages.decided({ item, id, version }));
    const { body } = await (await as('reviewer2.trade')).get<Paper>(`/submissions/${id}`);
    expect(body).toMatchObject({
      status: 'approved',
      round: 2,
      content: second,
      rounds: [
        { round: 1, content: completeContent.proposal, decision: { outcome: 'return' } },
        { round: 2, content: second, decision: { outcome: 'approve' } },
      ],
      can: { decide: false, edit: false },
    });
    expect(await seen('lead.west')).toMatchObject({ status: 'approved', submissions: [] });
    expect((await seen('editor.east')).moves).toMatchObject([
      { move: 'start-draft', kinds: ['implementation-report', 'amendment', 'exemption'] },
    ]);
  });

  it('is reported with evidence and recognised as implemented', async () => {
    const reported = await built.stages.submitted('implementation-report', item);
    expect(await movesOf('reviewer.trade')).toContain('approve-implementation-report');
    ({ version } = await built.stages.decided(reported));
    expect(await seen('lead.north')).toMatchObject({ status: 'implemented', implementedOn: '2021-12-01' });
    expect(await movesOf('coordinator')).toEqual(['revoke']);
    expect(await movesOf('editor.east')).toEqual([]);
  });

  it('left a whole history, with the region’s drafts for the region and the auditor only', async () => {
    const history = async (who: string) =>
      (await (await as(who)).get<History>(`/work-items/${item.id}/history`)).body.items;
    const whole = await history('auditor');
    expect(whole.map(({ version: v, move, role }) => [v, move, role])).toEqual([
      [1, 'open-item', null],
      [2, 'start-draft', 'regional-editor'],
      [3, 'submit-proposal', 'regional-lead'],
      [4, 'return-proposal', 'reviewer'],
      [5, 'edit-draft', 'regional-editor'],
      [6, 'submit-proposal', 'regional-lead'],
      [7, 'approve-proposal', 'reviewer'],
      [8, 'start-draft', 'regional-editor'],
      [9, 'submit-implementation-report', 'regional-lead'],
      [10, 'approve-implementation-report', 'reviewer'],
    ]);
    expect(whole.at(-1)).toMatchObject({ from: 'approved', to: 'implemented', effectiveOn: '2021-12-01' });
    expect(whole[3]).toMatchObject({
      reason: 'The steps are vague.',
      text: { zh: '退回申报', en: 'return the proposal' },
    });
    expect(await history('editor.east')).toEqual(whole);
    expect(await history('reviewer.law')).toEqual(whole.filter(({ move }) => !move.endsWith('-draft')));
    expect(version).toBe(10);
  });
});

describe('history refused', () => {
  const path = () => `/work-items/${item.id}/history`;
  it('a stranger, somebody without a role, another region, an unknown item', async () => {
    expectRefusal(await built.town.api.anonymous().get(path()), 401, 'not-signed-in');
    expectRefusal(await (await as('nobody')).get(path()), 403, 'forbidden');
    expectRefusal(await (await as('lead.west')).get(path()), 404, 'not-found');
    expectRefusal(await (await as('auditor')).get('/work-items/none/history'), 404, 'not-found');
  });
});

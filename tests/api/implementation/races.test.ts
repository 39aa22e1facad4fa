import { randomUUID } from 'node:crypto';
import { Reference } from '#libs/programme';
import { type BuiltTown, buildTown, completeContent, type Reply, type TestClient, type TownItem } from '#libs/testing';

type Members = Record<string, unknown>;

let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown({ measures: 540 });
}, 60_000);
afterAll(() => built.town.close());
const as = (who: string) => built.town.as(who);
const times = 50;

const consistent = `
  select w.status, w.version, count(e.*)::integer as events, max(e.item_version) as last,
    (array_agg(e.to_status order by e.item_version desc))[1] as "lastStatus"
  from work_item w join event e on e.work_item_id = w.id where w.id = $1 group by w.id`;

async function expectConsistent(item: TownItem): Promise<void> {
  const row = await built.town.database.row<Members>(consistent, [item.id]);
  expect(row).toMatchObject({ version: row?.['events'], last: row?.['events'], status: row?.['lastStatus'] });
}

interface Round {
  item: TownItem;
  /** The work item's version before the race. */
  version: number;
  /** Two acts on it; the order in which they start changes from round to round. */
  acts: [() => Promise<Reply<Members>>, () => Promise<Reply<Members>>];
}

/** Prepares all rounds, runs them all at once, and answers both replies of each in the order of its acts. */
async function race(
  prepare: (item: TownItem) => Promise<Round>,
  which: { place?: number } = {},
): Promise<[Reply<Members>, Reply<Members>][]> {
  const rounds: Round[] = [];
  for (let round = 0; round < times; round += 1) {
    const region = (['EAST', 'WEST', 'NORTH'] as const)[round % 3]!;
    rounds.push(await prepare(built.town.fresh({ region, ...which })));
  }
  const results = await Promise.all(
    rounds.map(async ({ acts: [first, second] }, round): Promise<[Reply<Members>, Reply<Members>]> => {
      if (round % 2 === 0) return Promise.all([first(), second()]);
      const [b, a] = await Promise.all([second(), first()]);
      return [a, b];
    }),
  );
  for (const { item } of rounds) await expectConsistent(item);
  return results;
}

/** One of the two has won; the other was told by a 412 which move came before. Nothing else has happened. */
function expectOneWinner(results: [Reply<Members>, Reply<Members>][], moves: [string, string]): void {
  for (const replies of results) {
    const lost = replies.findIndex(({ status }) => status === 412);
    const winner = replies[1 - lost]!;
    expect({ lost: replies[lost]?.status, won: [200, 201].includes(winner.status), body: winner.body }).toMatchObject({
      lost: 412,
      won: true,
    });
    expect(replies[lost]!.body['changes']).toMatchObject([{ move: moves[1 - lost] }]);
  }
}

const lead = ({ region }: TownItem) => as(`lead.${region.toLowerCase()}`);
const editor = ({ region }: TownItem) => as(`editor.${region.toLowerCase()}`);
const approve = (client: TestClient, id: string, ifMatch: number) => () =>
  client.post<Members>(`/submissions/${id}/decisions`, { outcome: 'approve' }, { ifMatch });

it('two reviewers decide at once: one decision', async () => {
  const [one, two] = [await as('reviewer.trade'), await as('reviewer2.trade')];
  const results = await race(async (fresh) => {
    const { item, id, version } = await built.stages.proposed(fresh);
    const back = { outcome: 'return', reason: 'Not yet' };
    return {
      item,
      version,
      acts: [approve(one, id, version), () => two.post(`/submissions/${id}/decisions`, back, { ifMatch: version })],
    };
  });
  expectOneWinner(results, ['approve-proposal', 'return-proposal']);
});

it('a withdrawal meets an approval: one of them', async () => {
  const reviewer = await as('reviewer.trade');
  const results = await race(async (fresh) => {
    const { item, id, version } = await built.stages.proposed(fresh);
    const client = await lead(item);
    return {
      item,
      version,
      acts: [
        () => client.post(`/submissions/${id}/withdraw`, undefined, { ifMatch: version }),
        approve(reviewer, id, version),
      ],
    };
  });
  expectOneWinner(results, ['withdraw-proposal', 'approve-proposal']);
});

it('an edit meets a submission: what goes out is what its sender saw', async () => {
  const rounds: { id: string; edited: boolean }[] = [];
  const results = await race(async (fresh) => {
    const { item, id, version } = await built.stages.draft('proposal', fresh);
    const [sender, author] = [await lead(item), await editor(item)];
    rounds.push({ id, edited: false });
    const plan = { ...completeContent.proposal.plan, responsible: 'Somebody else' };
    return {
      item,
      version,
      acts: [
        () => sender.post(`/submissions/${id}/submit`, undefined, { ifMatch: version }),
        () => author.patch(`/submissions/${id}`, { plan }, { ifMatch: version }),
      ],
    };
  });
  expectOneWinner(results, ['submit-proposal', 'edit-draft']);
  const auditor = await as('auditor');
  for (const [place, { id }] of rounds.entries()) {
    const sent = results[place]![0].status === 200;
    const { body } = await auditor.get<{ content: { plan: { responsible: string } } }>(`/submissions/${id}`);
    expect(body.content.plan.responsible).toBe(sent ? 'Li Na' : 'Somebody else');
  }
});

it('a set meets a decision of one of its items: one of them, and the set goes on', async () => {
  const [one, two] = [await as('reviewer.trade'), await as('reviewer2.trade')];
  const results = await race(async (fresh) => {
    const { item, id, version } = await built.stages.proposed(fresh);
    const set = { outcome: 'approve', decisions: [{ submissionId: id, version }] };
    const inSet = async (): Promise<Reply<Members>> => {
      const reply = await one.post<{ decisions: { result: string; problem?: Members }[] }>('/decisions/bulk', set, {
        key: randomUUID(),
      });
      const [{ result, problem } = { result: 'none' }] = reply.body.decisions;
      // As the single act would have answered.
      return { ...reply, status: result === 'decided' ? 201 : Number(problem?.['status']), body: problem ?? {} };
    };
    const back = { outcome: 'return', reason: 'Not yet' };
    return {
      item,
      version,
      acts: [inSet, () => two.post(`/submissions/${id}/decisions`, back, { ifMatch: version })],
    };
  });
  expectOneWinner(results, ['approve-proposal', 'return-proposal']);
});

it('an opinion meets the decision: an objection is never passed over', async () => {
  const [lawyer, reviewer] = [await as('reviewer.law'), await as('reviewer.trade')];
  const results = await race(
    async (fresh) => {
      const { item, id, version } = await built.stages.proposed(fresh);
      const objection = { position: 'objection', reason: 'Against the law' };
      return {
        item,
        version,
        acts: [
          () => lawyer.post(`/submissions/${id}/opinions`, objection, { ifMatch: version }),
          approve(reviewer, id, version),
        ],
      };
    },
    { place: 6 },
  );
  expectOneWinner(results, ['give-opinion', 'approve-proposal']);
});

describe('with regional sign-off', () => {
  const wanted = async (on: boolean) => {
    await built.town.database.rows('update programme set regional_sign_off = $1', [on]);
    await built.town.api.app.get(Reference, { strict: false }).refresh();
  };
  beforeAll(() => wanted(true));
  afterAll(() => wanted(false));

  it('a sign-off meets an edit: what is signed off is what its lead saw', async () => {
    const ids: string[] = [];
    const results = await race(async (fresh) => {
      const { item, id, version } = await built.stages.draft('proposal', fresh);
      const [signer, author] = [await lead(item), await editor(item)];
      ids.push(id);
      const { body } = await author.post(`/submissions/${id}/request-sign-off`, undefined, { ifMatch: version });
      const seen = Number(body['version']);
      const plan = { ...completeContent.proposal.plan, responsible: 'Somebody else' };
      return {
        item,
        version: seen,
        acts: [
          () => signer.post(`/submissions/${id}/sign-off`, undefined, { ifMatch: seen }),
          () => author.patch(`/submissions/${id}`, { plan }, { ifMatch: seen }),
        ],
      };
    });
    expectOneWinner(results, ['sign-off', 'edit-draft']);
    for (const [place, id] of ids.entries()) {
      const signed = results[place]![0].status === 200;
      const row = await built.town.database.row<{ signed: boolean; responsible: string }>(
        `select signed_off_by is not null as signed, content #>> '{plan,responsible}' as responsible from submission where id = $1`,
        [id],
      );
      expect(row).toEqual({ signed, responsible: signed ? 'Li Na' : 'Somebody else' });
    }
  });
});

it('twenty drafts are started at once: one is', async () => {
  const author = await as('editor.east');
  const item = built.town.fresh();
  const body = { kind: 'proposal', ...completeContent.proposal };
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => author.post(`/work-items/${item.id}/submissions`, body)),
  );
  expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(409)]);
  for (const { status, body: problem } of replies)
    if (status === 409) expect(JSON.stringify(problem)).toContain('undecided-submission');
  expect(await built.town.count('submission', item)).toBe(1);
  await expectConsistent(item);
});

it('a draft is started while another is withdrawn: both, or the second is refused', async () => {
  const results = await race(async (fresh) => {
    const { item, id, version } = await built.stages.draft('proposal', fresh);
    const [client, author] = [await lead(item), await editor(item)];
    return {
      item,
      version,
      acts: [
        () => client.post(`/submissions/${id}/withdraw`, undefined, { ifMatch: version }),
        () => author.post(`/work-items/${item.id}/submissions`, { kind: 'exemption' }),
      ],
    };
  });
  for (const [withdrawn, started] of results)
    expect([withdrawn.status, [201, 409].includes(started.status)]).toEqual([200, true]);
});

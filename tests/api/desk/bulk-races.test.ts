import { randomUUID } from 'node:crypto';
import { type BuiltTown, buildTown, type Reply, type Stage } from '#libs/testing';

type Members = Record<string, unknown>;

interface Bulk extends Members {
  decisions: { submissionId: string; result: string; problem?: { code: string; changes?: { move: string }[] } }[];
  totals: { accepted: number; refused: number };
}

let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown({ measures: 330 });
});
afterAll(() => built.town.close());
const as = (who: string) => built.town.as(who);

let made = 0;
async function proposals(count: number): Promise<Stage[]> {
  const stages: Stage[] = [];
  for (let one = 0; one < count; one += 1) {
    const region = (['EAST', 'WEST', 'NORTH'] as const)[(made += 1) % 3];
    stages.push(await built.stages.proposed(built.town.fresh({ region })));
  }
  return stages;
}

async function bulk(stages: Stage[], by = 'reviewer.trade', key = randomUUID()): Promise<Reply<Bulk>> {
  const decisions = stages.map(({ id, version }) => ({ submissionId: id, version }));
  return (await as(by)).post<Bulk>('/decisions/bulk', { outcome: 'approve', decisions }, { key });
}

function shuffled<T>(things: readonly T[]): T[] {
  return things.toSorted(() => Math.random() - 0.5);
}

const decidedIn = (replies: Reply<Bulk>[]) =>
  replies
    .flatMap(({ body }) => body.decisions.filter(({ result }) => result === 'decided'))
    .map((one) => one.submissionId);

const history = `
  select w.version, count(e.*)::integer as events, max(e.item_version) as last,
    (select count(*)::integer from decision d join submission s on s.id = d.submission_id where s.work_item_id = w.id) as decisions
  from work_item w join event e on e.work_item_id = w.id where w.id = $1 group by w.id`;

async function expectOneDecisionEach(stages: Stage[]): Promise<void> {
  for (const { item, version } of stages) {
    const row = await built.town.database.row(history, [item.id]);
    expect(row).toEqual({ version: version + 1, events: version + 1, last: version + 1, decisions: 1 });
  }
}

it('six overlapping sets at once, each in another order: every submission is decided once, and nobody waits in a ring', async () => {
  const stages = await proposals(60);
  const sets = Array.from({ length: 6 }, (_, place) => shuffled(stages.slice(place * 4, place * 4 + 40)));
  const replies = await Promise.all(
    sets.map((set, place) => bulk(set, place % 2 ? 'reviewer.trade' : 'reviewer2.trade')),
  );
  expect(replies.map(({ status }) => status)).toEqual(Array(6).fill(200));
  expect(decidedIn(replies).sort()).toEqual(stages.map(({ id }) => id).sort());
  for (const { body } of replies) {
    for (const { problem } of body.decisions)
      if (problem) expect(problem).toMatchObject({ code: 'stale-version', changes: [{ move: 'approve-proposal' }] });
  }
  await expectOneDecisionEach(stages);
});

it('the same request five times at once under one key: one set of decisions, five equal answers', async () => {
  const stages = await proposals(10);
  const key = randomUUID();
  const replies = await Promise.all(Array.from({ length: 5 }, () => bulk(stages, 'reviewer.trade', key)));
  expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(replies[0]!.body.totals).toMatchObject({ accepted: 10, refused: 0 });
  await expectOneDecisionEach(stages);
});

it('a set meets single decisions of its items: each is decided once, and the other is told by whom', async () => {
  const stages = await proposals(50);
  const other = await as('reviewer2.trade');
  const [set, ...singles] = await Promise.all([
    bulk(stages),
    ...stages.map(({ id, version }) =>
      other.post<Members>(
        `/submissions/${id}/decisions`,
        { outcome: 'return', reason: 'Not yet' },
        { ifMatch: version },
      ),
    ),
  ]);
  const wonBySet = new Set(decidedIn([set]));
  stages.forEach(({ id }, place) => {
    const { status, body } = singles[place]!;
    expect([wonBySet.has(id), status]).toEqual(wonBySet.has(id) ? [true, 412] : [false, 201]);
    if (status === 412) expect(body['changes']).toMatchObject([{ move: 'approve-proposal' }]);
  });
  for (const { result, problem } of set.body.decisions)
    if (result === 'refused')
      expect(problem).toMatchObject({ code: 'stale-version', changes: [{ move: 'return-proposal' }] });
  await expectOneDecisionEach(stages);
});

it('a set meets withdrawals of its items: either the one or the other', async () => {
  const stages = await proposals(50);
  const leads = await Promise.all(stages.map(({ item }) => as(`lead.${item.region.toLowerCase()}`)));
  const [set, ...withdrawals] = await Promise.all([
    bulk(stages),
    ...stages.map(({ id, version }, place) =>
      leads[place]!.post<Members>(`/submissions/${id}/withdraw`, undefined, { ifMatch: version }),
    ),
  ]);
  const wonBySet = new Set(decidedIn([set]));
  stages.forEach(({ id }, place) => {
    const { status, body } = withdrawals[place]!;
    expect([wonBySet.has(id), status]).toEqual(wonBySet.has(id) ? [true, 412] : [false, 200]);
    if (status === 412) expect(body['changes']).toMatchObject([{ move: 'approve-proposal' }]);
  });
  for (const { result, problem } of set.body.decisions)
    if (result === 'refused')
      expect(problem).toMatchObject({ code: 'stale-version', changes: [{ move: 'withdraw-proposal' }] });
  for (const { item, version } of stages) expect(await built.town.count('event', item)).toBe(version + 1);
});

it('previews beside sets at work come to their end and store nothing', async () => {
  const stages = await proposals(30);
  const decisions = stages.map(({ id, version }) => ({ submissionId: id, version }));
  const reviewer = await as('reviewer.trade');
  const preview = () => reviewer.post('/decisions/bulk/preview', { outcome: 'approve', decisions });
  const replies = await Promise.all([preview(), bulk(shuffled(stages)), preview(), bulk(shuffled(stages)), preview()]);
  expect(replies.map(({ status }) => status)).toEqual(Array(5).fill(200));
  await expectOneDecisionEach(stages);
});

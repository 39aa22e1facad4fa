import { UnitOfWork } from '#libs/database';
import { Counters } from '#libs/progress';
import { type BuiltTown, buildTown, type Stage, type TestClient } from '#libs/testing';

interface Figure {
  implemented: number;
  counted: number;
  rate: number | null;
  counts: Record<string, number>;
}
interface Answer {
  level: string;
  asOf: string;
  rule: { before: { kind: string; version: number }; after: { kind: string; version: number | null } };
  measureRules: { measure: number; before: { kind: string }; after: { kind: string } }[];
  items: { key: string; before: Figure; after: Figure; difference: Record<string, number | null> }[];
  measures: { measure: number; from: string; to: string; effect: string }[];
  submissions: { asked: number; supposed: number; refused: number };
  workItems: { submissionId: string; workItemId: string; from: string; to: string }[];
  refused: { submissionId: string; reasons: { code: string; message: { zh: string; en: string } }[] }[];
}

let built: BuiltTown;
let auditor: TestClient;
let reported: Stage;
let proposed: Stage;
let drafted: Stage;
let decided: Stage;
let waitsForLaw: Stage;

const path = () => `/programmes/${built.town.programme}/completion/what-if`;
const ask = async (who: TestClient, body: object): Promise<Answer> => {
  const { status, body: answer } = await who.post<Answer>(path(), body);
  expect([status, answer]).toEqual([200, expect.anything()]);
  return answer;
};
const unknownId = '0190a000-0000-7000-8000-000000000000';

beforeAll(async () => {
  built = await buildTown({ measures: 18 });
  const { town, stages } = built;
  auditor = await town.as('auditor');
  reported = await stages.reported();
  proposed = await stages.proposed();
  drafted = await stages.draft('proposal', town.fresh({ region: 'WEST' }));
  decided = await stages.implemented(town.fresh({ region: 'WEST', lead: 'LAW' }));
  // Its adjustment is only drafted: the report could be sent, and nobody can approve it.
  const { item } = await stages.approved(town.fresh({ place: 5 }));
  waitsForLaw = await stages.submitted('implementation-report', item);
  const { app } = town.api;
  await app
    .get(UnitOfWork, { strict: false })
    .run((tx) => app.get(Counters, { strict: false }).rebuild(tx, town.programme));
}, 60_000);
afterAll(() => built?.town.close());

describe('refused', () => {
  it('strangers, and other programmes', async () => {
    expect((await built.town.api.anonymous().post(path(), { rule: 'all' })).status).toBe(401);
    expect((await auditor.post('/programmes/another/completion/what-if', { rule: 'all' })).status).toBe(404);
  });

  it.each([
    ['nothing supposed', {}, 400],
    ['nothing supposed but a dimension', { by: 'task' }, 400],
    ['another word for a rule', { rule: 'most' }, 422],
    ['a share above one', { rule: 'share 3/2' }, 422],
    ['a measure that there is not', { measureRules: [{ measure: 99, rule: 'all' }] }, 422],
    ['two rules for one measure', { measureRules: [1, 1].map((measure) => ({ measure, rule: 'all' })) }, 422],
    ['no id', { submissions: ['one'] }, 422],
    ['an id twice', { submissions: [unknownId, unknownId] }, 422],
    ['too many', { submissions: Array.from({ length: 501 }, (_, n) => unknownId.slice(0, -3) + String(n + 100)) }, 422],
    ['an unknown field', { rule: 'all', asOf: '2021-12-01' }, 422],
  ])('%s', async (_what, body, status) => {
    const reply = await auditor.post(path(), body);
    expect([reply.status, reply.body]).toEqual([status, expect.anything()]);
  });
});

it('names what cannot be approved with its reasons, and stores nothing', async () => {
  const submissions = [reported, drafted, decided, waitsForLaw].map(({ id }) => id).concat(unknownId);
  const answer = await built.town.untouched(() => ask(auditor, { submissions }));
  expect(answer.submissions).toEqual({ asked: 5, supposed: 1, refused: 4 });
  expect(answer.workItems).toMatchObject([
    { submissionId: reported.id, workItemId: reported.item.id, from: 'approved', to: 'implemented' },
  ]);
  expect(answer.refused.map(({ submissionId, reasons }) => [submissionId, reasons.map(({ code }) => code)])).toEqual([
    [drafted.id, ['wrong-status', 'not-submitted']],
    [decided.id, ['already-ended']],
    [waitsForLaw.id, ['adjustment-not-in-force']],
    [unknownId, ['not-found']],
  ]);
  for (const { message } of answer.refused.flatMap(({ reasons }) => reasons)) expect(message.zh).toMatch(/\S/);
});

it('answers both figures, the difference and what would enter', async () => {
  const answer = await ask(auditor, { submissions: [reported.id, proposed.id] });
  expect(answer.items).toMatchObject([
    {
      key: 'small-pilot',
      before: { implemented: 1, counted: 18, rate: 5.6 },
      after: { implemented: 2, counted: 18, rate: 11.1 },
      difference: { implemented: 1, counted: 0, points: 5.5 },
    },
  ]);
  expect(answer.measures).toMatchObject(
    [
      { measure: reported.item.measure, from: 'approved', to: 'implemented', effect: 'enters' },
      { measure: proposed.item.measure, from: 'proposed', to: 'approved', effect: 'moves' },
    ].sort((a, b) => a.measure - b.measure),
  );
  const regions = await ask(auditor, { submissions: [reported.id], by: 'region' });
  expect(regions.items.map(({ key, difference }) => [key, difference['implemented']])).toEqual([
    ['EAST', 1],
    ['WEST', 0],
    ['NORTH', 0],
  ]);
});

it('supposes an exemption out of what counts', async () => {
  const exempting = await built.stages.submitted('exemption', built.town.fresh({ region: 'NORTH' }));
  const answer = await ask(auditor, { submissions: [exempting.id], level: 'work-item' });
  expect(answer.items[0]?.difference).toMatchObject({ implemented: 0, counted: -1 });
  expect(answer.items[0]?.after.counts['exempt']).toBe((answer.items[0]?.before.counts['exempt'] ?? 0) + 1);
});

it('supposes rules: for all measures, for some, and both with approvals', async () => {
  const all = await ask(auditor, { rule: 'all' });
  expect(all.rule).toMatchObject({ before: { kind: 'any', version: 1 }, after: { kind: 'all', version: null } });
  expect(all.items[0]).toMatchObject({ before: { implemented: 1 }, after: { implemented: 0 } });
  expect(all.measures).toMatchObject([{ measure: decided.item.measure, to: 'approved', effect: 'leaves' }]);

  const own = await ask(auditor, {
    rule: 'all',
    measureRules: [{ measure: decided.item.measure, rule: 'share 1/3' }],
  });
  expect(own.items[0]).toMatchObject({ after: { implemented: 1 } });
  expect(own.measureRules).toMatchObject([
    { measure: decided.item.measure, before: { kind: 'any' }, after: { kind: 'share' } },
  ]);

  const back = await ask(auditor, { rule: 'all', measureRules: [{ measure: decided.item.measure, rule: null }] });
  expect(back.items[0]).toMatchObject({ after: { implemented: 0 } });
  const both = await ask(auditor, { rule: 'count 1', submissions: [reported.id] });
  expect(both.items[0]).toMatchObject({ after: { implemented: 2 } });
});

it('tells a region nothing of what lies elsewhere, nor the ministry of drafts', async () => {
  const west = await built.town.as('lead.west');
  const submissions = [reported, proposed, drafted].map(({ id }) => id);
  const codes = ({ refused }: Answer) =>
    refused.map(({ submissionId, reasons: [first] }) => [submissionId, first?.code]);
  const seen = await ask(west, { submissions });
  expect(codes(seen)).toEqual([
    [reported.id, 'not-found'],
    [proposed.id, 'not-found'],
    [drafted.id, 'wrong-status'],
  ]);
  expect(seen.workItems).toEqual([]);
  expect(seen.items[0]?.difference).toEqual({ implemented: 0, counted: 0, points: 0 });
  const reviewer = await built.town.as('reviewer.law');
  expect(codes(await ask(reviewer, { submissions }))).toEqual([[drafted.id, 'not-found']]);
  // Not even the reason differs from what a submission that there never was gets.
  const [hidden, never] = (await ask(west, { submissions: [reported.id, unknownId] })).refused;
  expect(hidden?.reasons).toEqual(never?.reasons);
});

it('foretells what the approvals then make true', async () => {
  const foretold = await ask(auditor, { submissions: [reported.id, proposed.id], level: 'work-item', by: 'task' });
  await built.stages.decided(reported);
  await built.stages.decided(proposed);
  const { body } = await auditor.get<{ items: (Figure & { key: string })[] }>(
    `/programmes/${built.town.programme}/completion?asOf=2021-12-16&level=work-item&by=task`,
  );
  const plain = (rows: (Figure & { key: string })[]) => rows.map(({ key, counts }) => [key, counts]);
  expect(plain(foretold.items.map(({ key, after }) => ({ ...after, key })))).toEqual(plain(body.items));
});

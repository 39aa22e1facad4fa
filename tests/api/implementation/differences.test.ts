import { type BuiltTown, buildTown, completeContent, type Stage } from '#libs/testing';
import { expectRefusal } from './refusals.js';

let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown();
});
afterAll(() => built.town.close());

interface Change {
  pointer: string;
  kind: string;
  text: { zh: string };
  point?: number;
  failed?: boolean;
  aspects?: string[];
}
interface Changes {
  round: number | null;
  against: number | null;
  sent: boolean;
  decisions: { round: number; outcome: string; reason: string; failedPoints: number[] }[];
  changes: Change[];
  failedPointsUntouched: number[];
  summary: { zh: string };
  plan: Record<string, unknown>;
}

const get = async <Body = Changes>(who: string, path: string) => (await built.town.as(who)).get<Body>(path);
const roundPath = ({ id }: Pick<Stage, 'id'>, round: number, more = '') =>
  `/submissions/${id}/rounds/${round}/changes${more}`;

async function edit(stage: Stage, content: Record<string, unknown>): Promise<Stage> {
  const editor = await built.town.as('editor.east');
  const reply = await editor.patch(`/submissions/${stage.id}`, content, { ifMatch: stage.version });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return { ...stage, version: Number(reply.body['version']) };
}

/** A report that was returned for point 1, and edited. */
async function returnedReport(content: Record<string, unknown>): Promise<Stage> {
  return edit(await built.stages.decided(await built.stages.reported(), 'return'), content);
}

describe('refused', () => {
  it('nobody, other regions, rounds that are not there or not for this person', async () => {
    const returned = await returnedReport({ summary: 'Rewritten' });
    expectRefusal(await built.town.api.anonymous().get(roundPath(returned, 1)), 401, 'not-signed-in');
    for (const [who, round, more] of [
      ['lead.west', 1, ''],
      ['reviewer.trade', 2, ''],
      ['auditor', 2, ''],
      ['lead.east', 3, ''],
      ['lead.east', 2, '?against=3'],
      ['lead.east', 1, '?against=1'],
      ['lead.east', 1, '?against=2'],
    ] as const) {
      expectRefusal(await get(who, roundPath(returned, round, more)), 404, 'not-found');
    }
    expectRefusal(await get('lead.east', roundPath(returned, 2, '?against=x')), 400, 'bad-request');
  });

  it('what is no amendment, and the draft of one to the ministry', async () => {
    expectRefusal(
      await get('lead.east', `/submissions/${(await built.stages.proposed()).id}/changes`),
      404,
      'not-found',
    );
    const draft = await built.stages.draft('amendment');
    for (const who of ['reviewer.trade', 'auditor', 'coordinator', 'lead.west']) {
      expectRefusal(await get(who, `/submissions/${draft.id}/changes`), 404, 'not-found');
    }
  });
});

describe('between two rounds', () => {
  it('every point stands beside the reason and the failed points that asked for it', async () => {
    const edited = await returnedReport({
      summary: 'What has been done, and shown',
      evidence: [{ point: 1, title: 'Final notice', url: 'https://example.org/final' }],
    });
    const sent = await built.stages.submit(edited);
    const { body } = await get('reviewer.trade', roundPath(sent, 2));
    expect(body).toMatchObject({
      round: 2,
      against: 1,
      sent: true,
      decisions: [{ round: 1, outcome: 'return', reason: 'Not yet', failedPoints: [1] }],
      failedPointsUntouched: [],
    });
    expect(body.changes.map(({ pointer, kind, failed }) => [pointer, kind, failed])).toEqual([
      ['/summary', 'changed', undefined],
      ['/evidence/0', 'changed', true],
    ]);
  });

  it('a point that failed and is the same is named', async () => {
    const { body } = await get(
      'reviewer.trade',
      roundPath(await built.stages.submit(await returnedReport({ summary: 'More words' })), 2),
    );
    expect(body.failedPointsUntouched).toEqual([1]);
  });

  it('its region sees what it is writing, the ministry only what was sent', async () => {
    const edited = await returnedReport({ summary: 'Half way' });
    const { body } = await get('editor.east', roundPath(edited, 2));
    expect(body).toMatchObject({ sent: false, against: 1, changes: [{ pointer: '/summary' }] });
    const first = await get('reviewer.trade', roundPath(edited, 1));
    expect(first.body).toMatchObject({ against: null, changes: [], decisions: [] });
    expect(JSON.stringify(first.body)).not.toContain('Half way');
  });

  it('any two rounds can be compared', async () => {
    const second = await built.stages.submit(await returnedReport({ summary: 'Second' }));
    const third = await built.stages.submit(
      await edit(await built.stages.decided(second, 'return'), { summary: 'Third' }),
    );
    const { body } = await get('auditor', roundPath(third, 3, '?against=1'));
    expect(body.decisions.map(({ round }) => round)).toEqual([1, 2]);
    expect(body.changes).toMatchObject([{ pointer: '/summary', before: 'What has been done', after: 'Third' }]);
  });
});

describe('an amendment', () => {
  const extension = (targetDate: string, more: Record<string, unknown> = {}) => ({
    plan: { targetDate, ...more },
    reason: 'Later than thought',
    progress: 'Half is done',
  });

  it('is told in one line in the queue and on the page of its item', async () => {
    const { item } = await built.stages.approved();
    const sent = await built.stages.submitted('amendment', item, extension('2022-08-31'));
    const summary = { zh: '延期 62 天：2022-06-30 → 2022-08-31', en: 'Extended by 62 days: 2022-06-30 → 2022-08-31' };
    type Rows = { items: { id: string; summary: unknown }[] };
    const queue = await get<Rows>('reviewer.trade', '/submissions?state=submitted&kind=amendment&limit=200');
    expect(queue.body.items.find(({ id }) => id === sent.id)).toMatchObject({ summary });
    const page = await get<{ submissions: { kind: string; summary: unknown }[] }>(
      'lead.east',
      `/work-items/${item.id}`,
    );
    expect(page.body.submissions.map((one) => one.summary)).toEqual([null, summary]);
  });

  it('shows the ministry what was sent and its region what is being written', async () => {
    const { item } = await built.stages.approved();
    const sent = await built.stages.submitted('amendment', item, extension('2022-08-31'));
    const returned = await edit(await built.stages.decided(sent, 'return'), extension('2022-07-31'));
    const lines = await Promise.all(
      ['reviewer.trade', 'editor.east'].map(async (who) => {
        const [row, changes] = [
          await get(who, `/submissions/${returned.id}`),
          await get(who, `/submissions/${returned.id}/changes`),
        ];
        return [row.body.summary.zh, changes.body.summary.zh, changes.body.sent];
      }),
    );
    const [was, is] = ['延期 62 天：2022-06-30 → 2022-08-31', '延期 31 天：2022-06-30 → 2022-07-31'];
    expect(lines).toEqual([
      [was, was, true],
      [is, is, false],
    ]);
    expect((await get('editor.east', `/submissions/${returned.id}/changes?round=1`)).body.summary.zh).toBe(was);
    const early = await edit(returned, extension('2022-05-31'));
    expect((await get('editor.east', `/submissions/${early.id}/changes`)).body.changes).toMatchObject([
      { aspects: ['brought-forward'], days: -30 },
    ]);
  });

  it('stays readable for ever: whatever is approved, revoked or begun anew later', async () => {
    const { item } = await built.stages.approved();
    const plan = completeContent.proposal.plan;
    const steps = [{ title: 'First step', dueOn: '2022-05-31' }];
    const contents = [
      extension('2022-08-31'),
      { plan: { responsible: 'Wu Min', steps }, reason: 'New job' },
      extension('2022-12-31'),
    ];
    const decided: Stage[] = [];
    for (const content of contents) {
      decided.push(await built.stages.decided(await built.stages.submitted('amendment', item, content)));
    }
    const exempt = await built.stages.decided(await built.stages.submitted('exemption', item));
    const coordinator = await built.town.as('coordinator');
    await coordinator.post(`/work-items/${item.id}/reinstate`, { reason: 'It applies' }, { ifMatch: exempt.version });
    const anew = await built.stages.decided(
      await built.stages.submitted('proposal', item, { plan: { ...plan, summary: 'Anew', targetDate: '2022-07-31' } }),
    );
    decided.push(await built.stages.decided(await built.stages.submitted('amendment', item, extension('2022-09-30'))));
    const told = await Promise.all(
      decided.map(async ({ id }) => (await get('auditor', `/submissions/${id}/changes`)).body),
    );
    expect(told.map(({ summary }) => summary.zh)).toEqual([
      '延期 62 天：2022-06-30 → 2022-08-31',
      '责任人：Li Na → Wu Min；修改实施步骤 1 处',
      '延期 122 天：2022-08-31 → 2022-12-31',
      '延期 61 天：2022-07-31 → 2022-09-30',
    ]);
    expect(told.map((one) => one.plan)).toEqual([
      plan,
      { ...plan, targetDate: '2022-08-31' },
      { ...plan, targetDate: '2022-08-31', responsible: 'Wu Min', steps },
      { ...plan, summary: 'Anew', targetDate: '2022-07-31' },
    ]);
    const { body } = await get<{ plan: unknown; targetDate: string }>('lead.east', `/work-items/${anew.item.id}`);
    expect(body).toMatchObject({ targetDate: '2022-09-30', plan: { summary: 'Anew', targetDate: '2022-09-30' } });
  });
});

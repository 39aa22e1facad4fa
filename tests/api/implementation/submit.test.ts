import { type BuiltTown, buildTown, completeContent, type Stage } from '#libs/testing';
import {
  codesOf,
  expectRefusal,
  pointersOf,
  type Ready,
  refusesLikeEveryAct,
  refusesWithoutTheVersion,
  send,
} from './refusals.js';

let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown();
});
afterAll(() => built.town.close());
const town = () => built.town;

const submit = ({ id, version }: Stage, by = 'lead.east'): Ready => ({
  method: 'POST',
  path: `/submissions/${id}/submit`,
  ifMatch: version,
  by,
});
const ready = async () => submit(await built.stages.draft());

async function refused(request: Ready, status: number, code: string) {
  const client = await town().as(request.by);
  const reply = await town().untouched(() => send(request, client));
  expectRefusal(reply, status, code);
  return reply;
}

describe('refused', () => {
  refusesLikeEveryAct(town, ready, ['editor.east', 'reviewer.trade', 'coordinator', 'auditor', 'nobody'], {
    takesBody: false,
  });
  refusesWithoutTheVersion(town, ready, async ({ path, ifMatch }) => {
    const editor = await town().as('editor.east');
    const reply = await editor.patch(path.replace('/submit', ''), { plan: {} }, { ifMatch });
    expect(reply.status).toBe(200);
    return { move: 'edit-draft' };
  });

  it('another region: 404', async () => {
    await refused({ ...(await ready()), by: 'lead.west' }, 404, 'not-found');
  });

  it('what has been sent: 409', async () => {
    const reply = await refused(submit(await built.stages.proposed()), 409, 'illegal-move');
    expect(codesOf(reply)).toEqual(expect.arrayContaining(['already-submitted', 'wrong-status']));
  });

  it('what has been decided: 409', async () => {
    await refused(submit(await built.stages.approved()), 409, 'already-ended');
  });

  it('an empty proposal: 422, every fault with its pointer', async () => {
    const reply = await refused(submit(await built.stages.draft('proposal', undefined, {})), 422, 'invalid');
    expect(pointersOf(reply)).toEqual(['/plan/summary', '/plan/responsible', '/plan/steps', '/plan/targetDate']);
  });

  it('a plan of blanks: 422', async () => {
    const plan = { ...completeContent.proposal.plan, summary: '   ', responsible: '\n' };
    const reply = await refused(submit(await built.stages.draft('proposal', undefined, { plan })), 422, 'invalid');
    expect(pointersOf(reply)).toEqual(['/plan/summary', '/plan/responsible']);
  });

  it('a target date after the end of the programme: 422', async () => {
    const plan = { ...completeContent.proposal.plan, targetDate: '2023-08-02' };
    const reply = await refused(submit(await built.stages.draft('proposal', undefined, { plan })), 422, 'invalid');
    expect(codesOf(reply)).toEqual(['after-programme']);
    expect(pointersOf(reply)).toEqual(['/plan/targetDate']);
  });

  it('a step after the target date: 422', async () => {
    const plan = { ...completeContent.proposal.plan, steps: [{ title: 'Late', dueOn: '2022-07-01' }] };
    const reply = await refused(submit(await built.stages.draft('proposal', undefined, { plan })), 422, 'invalid');
    expect(pointersOf(reply)).toEqual(['/plan/steps/0/dueOn']);
  });

  it.each([
    ['no evidence for a required point', { evidence: [] }, 'proof-missing', '/evidence'],
    [
      'evidence for the optional point only',
      { evidence: [{ point: 2, title: 'x', url: 'https://example.org' }] },
      'proof-missing',
      '/evidence',
    ],
    ['an effective date of tomorrow', { effectiveOn: '2021-12-17' }, 'in-the-future', '/effectiveOn'],
    ['no summary', { summary: ' ' }, 'required', '/summary'],
  ])('a report with %s: 422', async (_, content, code, pointer) => {
    const complete = completeContent['implementation-report'];
    const draft = await built.stages.draft('implementation-report', undefined, { ...complete, ...content });
    const reply = await refused(submit(draft), 422, 'invalid');
    expect(codesOf(reply)).toEqual([code]);
    expect(pointersOf(reply)).toEqual([pointer]);
  });

  it('evidence for a point that the list does not have: 422', async () => {
    const evidence = [1, 3].map((point) => ({ point, title: 'x', url: 'https://example.org' }));
    const complete = completeContent['implementation-report'];
    const draft = await built.stages.draft('implementation-report', undefined, { ...complete, evidence });
    expect(pointersOf(await refused(submit(draft), 422, 'invalid'))).toEqual(['/evidence/1/point']);
  });

  it.each([
    ['that changes nothing', { plan: {}, reason: 'Because' }, ['/plan']],
    ['without a reason', { plan: { responsible: 'Wu Min' } }, ['/reason']],
    ['that extends without telling the progress', { plan: { targetDate: '2022-12-31' }, reason: 'x' }, ['/progress']],
  ])('an amendment %s: 422', async (_, content, pointers) => {
    const reply = await refused(submit(await built.stages.draft('amendment', undefined, content)), 422, 'invalid');
    expect(pointersOf(reply)).toEqual(pointers);
  });

  it('an exemption without a reason: 422', async () => {
    const reply = await refused(submit(await built.stages.draft('exemption', undefined, {})), 422, 'invalid');
    expect(pointersOf(reply)).toEqual(['/reason']);
  });
});

it('freezes a round; what took effect today may be reported today', async () => {
  const complete = { ...completeContent['implementation-report'], effectiveOn: '2021-12-16' };
  const sent = await built.stages.submitted('implementation-report', undefined, complete);
  const reply = await (await town().as('reviewer.trade')).get(`/submissions/${sent.id}`);
  expect(reply).toMatchObject({
    status: 200,
    etag: `"${sent.version}"`,
    body: {
      status: 'submitted',
      round: 1,
      content: complete,
      rounds: [{ round: 1, content: complete, submittedBy: { name: { en: 'lead.east' } }, decision: null }],
      can: { decide: true, edit: false, submit: false, withdraw: false },
    },
  });
});

import { Calendar } from '#libs/platform';
import { type BuiltTown, buildTown, completeContent, type Stage } from '#libs/testing';
import { codesOf, expectRefusal, pointersOf } from '../implementation/refusals.js';

/* Today is 16 December 2021; the plan of an approved item ends on 30 June 2022. */
let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown();
});
afterAll(() => built.town.close());
const town = () => built.town;

type Members = Record<string, unknown>;
const day = 24 * 60 * 60 * 1_000;
const later = async <T>(days: number, act: () => Promise<T>): Promise<T> => {
  const calendar = town().api.app.get(Calendar, { strict: false });
  const before = calendar.shiftMs;
  calendar.shift(before + days * day);
  try {
    return await act();
  } finally {
    calendar.shift(before);
  }
};
const itemOf = async ({ item }: Stage) =>
  (await (await town().as('lead.east')).get<Members>(`/work-items/${item.id}`)).body;
const submit = async ({ id, version }: Stage) =>
  (await town().as('lead.east')).post<Members>(`/submissions/${id}/submit`, undefined, { ifMatch: version });

/** An approved item whose plan ends on a day, with a draft that asks for the end of 2022. */
async function extension(endsOn: string, content: Members = completeContent.amendment): Promise<Stage> {
  const plan = { ...completeContent.proposal.plan, targetDate: endsOn, steps: [{ title: 'Step', dueOn: endsOn }] };
  const { item } = await built.stages.decided(await built.stages.submitted('proposal', undefined, { plan }));
  return built.stages.draft('amendment', item, content);
}

async function refused(stage: Stage, codes: string[], pointers: string[]): Promise<void> {
  const reply = await town().untouched(() => submit(stage));
  expectRefusal(reply, 422, 'invalid');
  expect([codesOf(reply), pointersOf(reply)]).toEqual([codes, pointers]);
}

describe('an extension is refused', () => {
  it('once the old date has passed', async () => {
    await refused(await extension('2021-12-15'), ['too-late-to-extend'], ['/plan/targetDate']);
  });

  it.each([
    ['a reason', { reason: ' ' }, '/reason'],
    ['the progress so far', { progress: '' }, '/progress'],
  ])('without %s', async (_, more, pointer) => {
    const content = { ...completeContent.amendment, ...more };
    await refused(await extension('2022-06-30', content), ['required'], [pointer]);
  });

  it('beyond the end of the programme', async () => {
    const content = { ...completeContent.amendment, plan: { targetDate: '2023-08-02' } };
    await refused(await extension('2022-06-30', content), ['after-programme'], ['/plan/targetDate']);
  });
});

describe('an amendment is refused', () => {
  it.each([
    ['that empties the summary', { summary: ' ' }, 'required', '/plan/summary'],
    ['that leaves nobody responsible', { responsible: '' }, 'required', '/plan/responsible'],
    ['that takes all steps away', { steps: [] }, 'required', '/plan/steps'],
    [
      'whose step comes after the target date',
      { steps: [{ title: 'x', dueOn: '2022-07-01' }] },
      'after-target',
      '/plan/steps/0/dueOn',
    ],
    ['whose date leaves steps behind', { targetDate: '2022-03-30' }, 'after-target', '/plan/targetDate'],
  ])('%s', async (_, plan, code, pointer) => {
    await refused(await built.stages.draft('amendment', undefined, { plan, reason: 'So' }), [code], [pointer]);
  });
});

describe('an extension', () => {
  it('may be asked for on the last day, and changes the date when it is approved and not before', async () => {
    const sent = await built.stages.submit(await extension('2021-12-16'));
    expect(await itemOf(sent)).toMatchObject({ status: 'approved', targetDate: '2021-12-16' });
    await later(5, async () => {
      const approved = await built.stages.decided(sent);
      expect(await itemOf(approved)).toMatchObject({ targetDate: '2022-12-31', plan: { targetDate: '2022-12-31' } });
    });
  });

  it('that was asked for in time stays in time when it comes back', async () => {
    const sent = await built.stages.submit(await extension('2021-12-16'));
    await later(3, async () => {
      const returned = await built.stages.decided(sent, 'return');
      await built.stages.decided(await built.stages.submit(returned));
      expect(await itemOf(returned)).toMatchObject({ targetDate: '2022-12-31' });
    });
  });

  it('cannot slip into the next round of another amendment once the date has passed', async () => {
    const content = { plan: { responsible: 'Wu Min' }, reason: 'New job' };
    const sent = await built.stages.submit(await extension('2021-12-16', content));
    await later(3, async () => {
      const returned = await built.stages.decided(sent, 'return');
      const editor = await town().as('editor.east');
      const { status } = await editor.patch(`/submissions/${returned.id}`, completeContent.amendment, {
        ifMatch: returned.version,
      });
      expect(status).toBe(200);
      await refused({ ...returned, version: returned.version + 1 }, ['too-late-to-extend'], ['/plan/targetDate']);
    });
  });

  it.each(['return', 'reject'] as const)('that is decided otherwise (%s) changes nothing', async (outcome) => {
    const decided = await built.stages.decided(await built.stages.submitted('amendment'), outcome);
    expect(await itemOf(decided)).toMatchObject({ status: 'approved', targetDate: '2022-06-30' });
  });
});

it('an amendment changes the plan and the responsible person, and leaves the rest', async () => {
  const plan = { responsible: 'Wu Min', steps: [{ title: 'Another step', dueOn: '2022-05-01' }] };
  const decided = await built.stages.decided(
    await built.stages.submitted('amendment', undefined, { plan, reason: 'New job' }),
  );
  expect(await itemOf(decided)).toMatchObject({
    targetDate: '2022-06-30',
    plan: { ...completeContent.proposal.plan, ...plan },
  });
});

describe('an exemption', () => {
  it.each(['open', 'approved'] as const)('leads from %s to exempt, and reinstating leads to open', async (from) => {
    const item = from === 'open' ? town().fresh() : (await built.stages.approved()).item;
    const sent = await built.stages.submitted('exemption', item);
    expect(await itemOf(sent)).toMatchObject({ status: from, underReview: true });
    const exempt = await built.stages.decided(sent);
    expect(await itemOf(exempt)).toMatchObject({ status: 'exempt', overdue: false, can: { draft: false } });
    const coordinator = await town().as('coordinator');
    const reply = await coordinator.post(
      `/work-items/${item.id}/reinstate`,
      { reason: 'There is a port' },
      {
        ifMatch: exempt.version,
      },
    );
    expect(reply.status).toBe(200);
    expect(await itemOf(exempt)).toMatchObject({ status: 'open', can: { draft: true } });
    expect(await itemOf(await built.stages.approved(item))).toMatchObject({ status: 'approved' });
  });

  it.each(['return', 'reject'] as const)('that is decided otherwise (%s) changes nothing', async (outcome) => {
    const decided = await built.stages.decided(await built.stages.submitted('exemption'), outcome);
    expect(await itemOf(decided)).toMatchObject({ status: 'open' });
  });
});

it('what was revoked can be reported and recognised again, on another day', async () => {
  const { item, version } = await built.stages.implemented();
  const coordinator = await town().as('coordinator');
  const revoked = await coordinator.post(`/work-items/${item.id}/revoke`, { reason: 'An error' }, { ifMatch: version });
  expect(revoked).toMatchObject({ status: 200, body: { workItem: { status: 'approved' } } });
  const content = { ...completeContent['implementation-report'], effectiveOn: '2021-12-10' };
  const again = await built.stages.decided(await built.stages.submitted('implementation-report', item, content));
  expect(await itemOf(again)).toMatchObject({ status: 'implemented', implementedOn: '2021-12-10' });
});

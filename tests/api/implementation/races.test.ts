import { type BuiltTown, buildTown, completeContent, type TownItem } from '#libs/testing';

let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown({ measures: 96 });
});
afterAll(() => built.town.close());
const as = (who: string) => built.town.as(who);

const consistent = `
  select w.status, w.version, count(e.*)::integer as events, max(e.item_version) as last,
    (array_agg(e.to_status order by e.item_version desc))[1] as "lastStatus"
  from work_item w join event e on e.work_item_id = w.id where w.id = $1 group by w.id`;

async function expectConsistent(item: TownItem): Promise<void> {
  const row = await built.town.database.row<Record<string, unknown>>(consistent, [item.id]);
  expect(row).toMatchObject({ version: row?.['events'], last: row?.['events'], status: row?.['lastStatus'] });
}

/** Runs two acts at once, several times over, and answers the statuses of each time, sorted. */
async function race(
  times: number,
  once: () => Promise<{ item: TownItem; acts: (() => Promise<{ status: number }>)[] }>,
): Promise<number[][]> {
  const results: number[][] = [];
  for (let time = 0; time < times; time += 1) {
    const { item, acts } = await once();
    const replies = await Promise.all((time % 2 ? [...acts].reverse() : acts).map((act) => act()));
    results.push(replies.map(({ status }) => status).sort());
    await expectConsistent(item);
  }
  return results;
}

it('two reviewers decide at once: one decision', async () => {
  const [one, two] = [await as('reviewer.trade'), await as('reviewer2.trade')];
  const results = await race(5, async () => {
    const { item, id, version } = await built.stages.proposed();
    const path = `/submissions/${id}/decisions`;
    return {
      item,
      acts: [
        () => one.post(path, { outcome: 'approve' }, { ifMatch: version }),
        () => two.post(path, { outcome: 'return', reason: 'Not yet' }, { ifMatch: version }),
      ],
    };
  });
  expect(results).toEqual(Array(5).fill([201, 412]));
});

it('a withdrawal meets an approval: one of them', async () => {
  const [lead, reviewer] = [await as('lead.east'), await as('reviewer.trade')];
  const results = await race(5, async () => {
    const { item, id, version } = await built.stages.proposed();
    return {
      item,
      acts: [
        () => lead.post(`/submissions/${id}/withdraw`, undefined, { ifMatch: version }),
        () => reviewer.post(`/submissions/${id}/decisions`, { outcome: 'approve' }, { ifMatch: version }),
      ],
    };
  });
  for (const [won, lost] of results) expect([[200, 201].includes(won!), lost]).toEqual([true, 412]);
});

it('an edit meets a submission: what goes out is what its sender saw', async () => {
  const [lead, editor] = [await as('lead.east'), await as('editor.east')];
  const results = await race(5, async () => {
    const { item, id, version } = await built.stages.draft();
    return {
      item,
      acts: [
        () => lead.post(`/submissions/${id}/submit`, undefined, { ifMatch: version }),
        () => editor.patch(`/submissions/${id}`, { plan: {} }, { ifMatch: version }),
      ],
    };
  });
  expect(results).toEqual(Array(5).fill([200, 412]));
});

it('twenty drafts are started at once: one is', async () => {
  const editor = await as('editor.east');
  const item = built.town.fresh();
  const body = { kind: 'proposal', ...completeContent.proposal };
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => editor.post(`/work-items/${item.id}/submissions`, body)),
  );
  expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(409)]);
  for (const { status, body: problem } of replies)
    if (status === 409) expect(JSON.stringify(problem)).toContain('undecided-submission');
  expect(await built.town.count('submission', item)).toBe(1);
  await expectConsistent(item);
});

it('a draft is started while another is withdrawn: both, or the second is refused', async () => {
  const [lead, editor] = [await as('lead.east'), await as('editor.east')];
  await race(5, async () => {
    const { item, id, version } = await built.stages.draft();
    return {
      item,
      acts: [
        () => lead.post(`/submissions/${id}/withdraw`, undefined, { ifMatch: version }),
        () => editor.post(`/work-items/${item.id}/submissions`, { kind: 'exemption' }),
      ],
    };
  }).then((results) => {
    for (const [first, second] of results) expect([first, [201, 409].includes(second!)]).toEqual([200, true]);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { type TownAtWork, townAtWork } from '../../jobs/town-at-work.js';

interface Job {
  job: string;
  text: { zh: string };
  lastRun: { outcome: string; trigger: string; summary: Record<string, unknown> } | null;
}

let built: TownAtWork;

beforeAll(async () => {
  built = await townAtWork(6);
});

afterAll(() => built?.close());

const schedule = async (job: string): Promise<Job | undefined> => {
  const { body } = await (await built.town.as('coordinator')).get<{ items: Job[] }>('/schedules');
  return body.items.find((one) => one.job === job);
};

it('refuses strangers, regions and reviewers, and lets an auditor only read', async () => {
  expect((await built.town.api.anonymous().get('/schedules')).status).toBe(401);
  for (const who of ['lead.east', 'reviewer.trade']) {
    expect((await (await built.town.as(who)).get('/schedules')).status).toBe(403);
    expect((await (await built.town.as(who)).get('/jobs')).status).toBe(403);
  }
  const auditor = await built.town.as('auditor');
  expect((await auditor.get('/schedules')).status).toBe(200);
  expect((await auditor.post('/schedules/recount/run')).status).toBe(403);
});

it('knows no other schedule', async () => {
  const coordinator = await built.town.as('coordinator');
  expect((await coordinator.post('/schedules/nothing/run')).status).toBe(404);
});

it('runs the recount when a coordinator asks, says what came of it, and keeps who asked', async () => {
  const coordinator = await built.town.as('coordinator');
  expect((await coordinator.post('/schedules/recount/run')).status).toBe(202);
  for (let look = 0; look < 200 && (await schedule('recount'))?.lastRun?.outcome !== 'done'; look += 1) await sleep(50);
  expect(await schedule('recount')).toMatchObject({
    lastRun: { outcome: 'done', trigger: 'manual', summary: { differences: 0 } },
  });
  const events = await built.town.database.rows("select data, actor_role from event where kind = 'run-schedule'");
  expect(events).toEqual([{ data: { job: 'recount' }, actor_role: 'coordinator' }]);
});

it('shows what follows events, with what waits and what was given up', async () => {
  const { body } = await (
    await built.town.as('coordinator')
  ).get<{ items: (Job & { waiting: number; dead: number })[] }>('/jobs');
  expect(body.items.map(({ job, waiting, dead }) => [job, waiting, dead])).toEqual([
    ['fill-due-dates', 0, 0],
    ['make-dossier', 0, 0],
    ['prepare-notices', 0, 0],
    ['recalculate', 0, 0],
    ['send-mail', 0, 0],
  ]);
});

it('shows of a recalculation when it ran, how long, of what, and from which event to which', async () => {
  await built.stages.implemented();
  const coordinator = await built.town.as('coordinator');
  const recalculation = async () => {
    const { body } = await coordinator.get<{ items: Job[] }>('/jobs');
    return body.items.find(({ job }) => job === 'recalculate')?.lastRun;
  };
  const [last] = await built.town.database.rows<{ seq: string }>(
    'select max(seq) as seq from event where work_item_id is not null',
  );
  const isThere = async () => (await recalculation())?.summary['lastEvent'] === last?.seq;
  for (let look = 0; look < 200 && !(await isThere()); look += 1) await sleep(50);
  const run = await recalculation();
  expect(run).toMatchObject({
    outcome: 'done',
    trigger: 'rows',
    startedAt: expect.any(String),
    finishedAt: expect.any(String),
    summary: { events: expect.any(Number), workItems: expect.any(Number), lastEvent: last?.seq },
  });
  expect(Number(run?.summary['firstEvent'])).toBeGreaterThan(0);
  expect(Number(run?.summary['firstEvent'])).toBeLessThanOrEqual(Number(last?.seq));
});

import { UnitOfWork } from '#libs/database';
import { Passwords, People } from '#libs/identity';
import { loadCatalogue, ProgrammeHttpModule, wholeCatalogue } from '#libs/programme';
import { createTestApi, type TestApi, type TestClient } from '#libs/testing';
import { builtIn } from '../../programme/programme-database.js';

type Row = Record<string, unknown>;
interface List {
  items: Row[];
}

const programme = '/programmes/services-trade-2020';
let api: TestApi;
let person: TestClient;

beforeAll(async () => {
  api = await createTestApi({ more: [ProgrammeHttpModule] });
  const uow = api.app.get(UnitOfWork, { strict: false });
  const passwordHash = await api.app.get(Passwords, { strict: false }).hash('correct horse battery');
  const catalogue = await wholeCatalogue(builtIn);
  await uow.run(async (tx) => {
    await loadCatalogue(tx, catalogue);
    const name = { zh: '审计', en: 'Auditor' };
    await api.app
      .get(People, { strict: false })
      .createPeople(tx, [{ name, email: 'auditor@demo.example', passwordHash, grants: [{ role: 'auditor' }] }]);
  });
  person = await api.as('auditor@demo.example', 'correct horse battery');
});
afterAll(() => api.close());

const items = async (path: string) => (await person.get<List>(`${programme}${path}`)).body.items;

describe('refused', () => {
  it.each(['', '/tasks', '/measures', '/measures/1', '/regions', '/departments', '/legal-adjustments'])(
    'a stranger at %s',
    async (path) => {
      expect((await api.anonymous().get(`${programme}${path}`)).status).toBe(401);
    },
  );

  it.each(['', '/tasks', '/measures', '/measures/1', '/regions', '/departments', '/legal-adjustments'])(
    'an unknown programme at %s',
    async (path) => {
      const reply = await person.get(`/programmes/none${path}`);
      expect(reply).toMatchObject({ status: 404, body: { code: 'not-found', detail: expect.any(String) } });
    },
  );

  it.each(['0', '123', '1.0', '01', 'x', '-1', '%E4%B8%80'])('measure %s', async (no) => {
    expect((await person.get(`${programme}/measures/${no}`)).status).toBe(404);
  });

  it.each(['task=x', 'task=1e1', 'task=', 'task=0', 'task=1&task=2', 'region=320500', `q=${'x'.repeat(201)}`])(
    'the filter %s',
    async (query) => {
      expect((await person.get(`${programme}/measures?${query}`)).status).toBe(400);
    },
  );
});

describe('a programme', () => {
  it('is listed', async () => {
    const { body } = await person.get<List>('/programmes');
    expect(body.items).toMatchObject([
      { code: 'services-trade-2020', startsOn: '2020-08-02', endsOn: '2023-08-01', source: 'S2', illustrative: false },
    ]);
  });

  it('comes with its rule, its size and its sources', async () => {
    expect((await person.get(programme)).body).toMatchObject({
      code: 'services-trade-2020',
      name: { zh: '全面深化服务贸易创新发展试点', en: expect.stringContaining('Pilot programme') },
      timeZone: 'Asia/Shanghai',
      catalogueVersion: 1,
      regionalSignOff: false,
      countingRule: {
        version: 1,
        kind: 'any',
        n: null,
        adoptedAt: '2020-08-01T16:00:00.000Z',
        text: { en: expect.any(String) },
      },
      size: { tasks: 8, measures: 122, regions: 28, departments: 24, legalAdjustments: 5 },
      sources: { 0: { id: 'S1', text: { zh: expect.any(String), en: expect.any(String) } }, length: 7 },
    });
  });
});

describe('below a programme', () => {
  it('every row says where its texts come from', async () => {
    for (const path of ['/tasks', '/measures', '/regions', '/departments', '/legal-adjustments']) {
      for (const row of await items(path)) expect(row.illustrative).toBe(row.source === null);
    }
  });

  it('the tasks have their themes and add up to all measures', async () => {
    const tasks = await items('/tasks');
    expect(tasks.map((task) => task.no)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(tasks.reduce((sum, task) => sum + Number(task.measures), 0)).toBe(122);
    expect(tasks[0]).toMatchObject({
      name: { zh: '全面探索完善管理体制' },
      themes: [{ task: 1, no: 1, name: { zh: '统筹协调' } }, {}, {}, {}],
    });
  });

  it('the regions stand in the order of the catalogue', async () => {
    const regions = await items('/regions');
    expect(regions).toHaveLength(28);
    expect(regions[0]).toMatchObject({
      code: '110000',
      name: { zh: '北京', en: 'Beijing' },
      province: { en: 'Beijing' },
      source: 'S2',
    });
  });

  it('the departments lead every measure once', async () => {
    const departments = await items('/departments');
    expect(departments.reduce((sum, department) => sum + Number(department.leads), 0)).toBe(122);
  });

  it('the legal adjustments name the measures that need them', async () => {
    const adjustments = await items('/legal-adjustments');
    expect(adjustments).toHaveLength(5);
    expect(adjustments.flatMap((adjustment) => adjustment.measures)).toHaveLength(5);
    expect(adjustments[0]).toMatchObject({
      code: 'LA-1',
      status: 'in-force',
      inForceFrom: '2021-10-01',
      datesIllustrative: true,
      source: 'S3',
    });
  });
});

describe('measures', () => {
  it('are 122, with names beside codes', async () => {
    const measures = await items('/measures');
    expect(measures).toHaveLength(122);
    expect(measures[70]).toMatchObject({
      no: 71,
      title: { zh: '开展数字人民币试点' },
      task: { no: 4, name: { zh: '全面探索创新发展模式' } },
      theme: { no: 2, name: { zh: '新业态新模式' } },
      leadDepartment: { code: 'PBC', name: { en: "People's Bank of China" } },
      regionCount: 28,
      source: 'S7',
      illustrative: false,
      datesIllustrative: true,
    });
  });

  it('are narrowed by task, department and words, together', async () => {
    const byTask = await items('/measures?task=4');
    expect(new Set(byTask.map((measure) => (measure.task as Row).no))).toEqual(new Set([4]));
    expect((await items('/measures?task=4&department=PBC&q=renminbi')).map((measure) => measure.no)).toEqual([71]);
    expect((await items(`/measures?q=${encodeURIComponent('数字人民币')}`)).map((measure) => measure.no)).toContain(71);
    expect(await items('/measures?task=99')).toEqual([]);
    expect(await items('/measures?department=NOBODY')).toEqual([]);
  });

  it('one comes with proof list, regions and adjustments', async () => {
    const { body } = await person.get(`${programme}/measures/4`);
    expect(body).toMatchObject({
      no: 4,
      supportingDepartments: [{ code: 'GACC' }, { code: 'SAMR' }],
      legalAdjustments: ['LA-5'],
      adjustments: [{ code: 'LA-5', measures: [4] }],
      proofList: {
        0: { no: 1, required: true, text: { zh: expect.any(String), en: expect.any(String) }, illustrative: true },
      },
    });
    expect(body.regions).toHaveLength(28);
  });
});

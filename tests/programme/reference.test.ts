import { type Catalogue, loadCatalogue, Reference, ruleAt, wholeCatalogue } from '#libs/programme';
import { builtIn, programmeDatabase, type ProgrammeDatabase } from './programme-database.js';

const code = 'services-trade-2020';
let db: ProgrammeDatabase;
let reference: Reference;
let catalogue: Catalogue;

beforeAll(async () => {
  db = await programmeDatabase();
  catalogue = await wholeCatalogue(builtIn);
  reference = new Reference(db.database);
  await expect(reference.programme(code)).rejects.toMatchObject({ status: 404 });
  await db.uow.run((tx) => loadCatalogue(tx, catalogue));
});
afterAll(() => db.close());

describe('the reference', () => {
  it('puts names beside codes', async () => {
    const { regions, departments, tasks, measures, startsOn, endsOn, countingRules } = await reference.programme(code);
    expect(regions.get('320500')?.name).toEqual({ zh: '苏州', en: 'Suzhou' });
    expect([...regions.keys()][0]).toBe('110000');
    expect(departments.get('PBC')?.name.zh).toBe('中国人民银行');
    expect(tasks.get(8)?.themes).toHaveLength(3);
    expect([...measures.keys()]).toEqual(Array.from({ length: 122 }, (_, index) => index + 1));
    expect([startsOn, endsOn]).toEqual(['2020-08-02', '2023-08-01']);
    expect(ruleAt(countingRules, new Date('2021-12-16T02:00:00Z'))).toEqual({
      version: 1,
      kind: 'any',
      adoptedAt: new Date('2020-08-01T16:00:00Z'),
    });
  });

  it('reads the built-in catalogue back as it was loaded', async () => {
    const { measures } = await reference.programme(code);
    for (const row of catalogue['measures.csv']) {
      const points = catalogue['proof-points.csv'].filter((point) => point.measure === row.no);
      expect(measures.get(row.no)).toEqual({
        no: row.no,
        task: row.task,
        theme: row.theme,
        title: { zh: row.title_zh, en: row.title_en },
        text: { zh: row.text_zh, en: row.text_en },
        leadDepartment: row.lead,
        supportingDepartments: row.supporting,
        targetDate: row.target_date,
        countingRule: null,
        ruleVersions: [],
        regions: catalogue['regions.csv'].map((region) => region.code),
        legalAdjustments: row.legal_adjustment,
        proofPoints: points.map(({ no, required, text_zh, text_en, source }) => ({
          no,
          required,
          text: { zh: text_zh, en: text_en },
          source,
          illustrative: source === null,
        })),
        source: row.source,
        illustrative: row.source === null,
        datesSource: row.dates_source,
        datesIllustrative: row.dates_source === null,
      });
    }
  });

  it('knows the day of the programme, not of the server', async () => {
    expect(await reference.today(code, new Date('2021-12-15T16:00:00Z'))).toBe('2021-12-16');
  });

  it('tells which legal adjustments are missing, from the first day in Beijing', async () => {
    const missing = (moment: string, measure = 4) =>
      reference.adjustmentsMissing(code, measure, '320500', new Date(moment));
    expect(await missing('2021-12-05T15:59:59Z')).toEqual(['LA-5']);
    expect(await missing('2021-12-05T16:00:00Z')).toEqual([]);
    expect(await missing('2023-08-01T15:59:59Z')).toEqual([]);
    expect(await missing('2023-08-01T16:00:00Z')).toEqual(['LA-5']);
    expect(await missing('2020-08-02T00:00:00Z', 1)).toEqual([]);
  });

  it('asks no database for what it knows, and takes changes over when refreshed', async () => {
    const before = await reference.programme(code);
    await db.database.rows('update programme set regional_sign_off = true');
    expect(await reference.programme(code)).toBe(before);
    await reference.refresh();
    expect((await reference.programme(code)).regionalSignOff).toBe(true);
    const after = await reference.programme(code);
    await reference.refresh();
    expect(await reference.programme(code)).toBe(after);
  });

  it('holds a second programme that names, scopes and counts in its own way', async () => {
    const [programme] = catalogue['programme.csv'];
    const [first, ...others] = catalogue['measures.csv'];
    await db.uow.run((tx) =>
      loadCatalogue(tx, {
        ...catalogue,
        'programme.csv': [{ ...programme!, code: 'second', counting_rule: { kind: 'count', n: 2 } }],
        'regions.csv': catalogue['regions.csv'].map((region) =>
          region.code === '500000' ? { ...region, name_en: 'Chongqing' } : region,
        ),
        'measures.csv': [
          { ...first!, regions: ['320500', '110000'], counting_rule: { kind: 'share', numerator: 1, denominator: 2 } },
          ...others,
        ],
      }),
    );
    const second = await reference.programme('second');
    expect(second.regions.get('500000')?.name.en).toBe('Chongqing');
    expect(second.countingRules).toMatchObject([{ kind: 'count', n: 2 }]);
    expect(second.measures.get(1)).toMatchObject({
      regions: ['110000', '320500'],
      countingRule: { kind: 'share', numerator: 1, denominator: 2 },
    });
    expect((await reference.programme(code)).regions.get('500000')?.name.en).toContain('Fuling');
    expect(await reference.programmes()).toHaveLength(2);
  });
});

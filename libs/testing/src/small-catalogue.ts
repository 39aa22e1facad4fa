import type { Catalogue } from '#libs/programme';

/** The places of the small programme; the first region and department are the ones that tests use by default. */
export const townRegions = ['EAST', 'WEST', 'NORTH'] as const;
export const townDepartments = ['TRADE', 'FINANCE', 'LAW'] as const;
export const townProgramme = 'small-pilot';

export type TownRegion = (typeof townRegions)[number];
export type TownDepartment = (typeof townDepartments)[number];

const measuresOfARound = 6;

/** Which department leads a measure: TRADE the first and sixth of each round of six and the fourth, and so on. */
export function leadOf(measure: number): TownDepartment {
  const leads: TownDepartment[] = ['TRADE', 'FINANCE', 'LAW', 'TRADE', 'FINANCE', 'TRADE'];
  return leads[(measure - 1) % measuresOfARound]!;
}

/** The fourth measure of each round of six needs an adjustment that is in force, the fifth one that is only drafted. */
function adjustmentOf(measure: number): string[] {
  const place = ((measure - 1) % measuresOfARound) + 1;
  return place === 4 ? ['IN-FORCE'] : place === 5 ? ['DRAFTED'] : [];
}

/** The sixth measure of each round of six is supported by the other two departments. */
function supportOf(measure: number): TownDepartment[] {
  return ((measure - 1) % measuresOfARound) + 1 === 6 ? ['FINANCE', 'LAW'] : [];
}

/** A small catalogue: three tasks, regions and departments; point 1 of every proof list is required, point 2 is not. */
export function smallCatalogue(measures: number): Catalogue {
  const numbers = Array.from({ length: measures }, (_, index) => index + 1);
  const source = null;
  return {
    'sources.csv': [],
    'programme.csv': [
      {
        code: townProgramme,
        name_zh: '小型试点',
        name_en: 'Small pilot',
        runs_it_zh: '部',
        runs_it_en: 'Ministry',
        approved_by_zh: '院',
        approved_by_en: 'Council',
        starts_on: '2020-08-02',
        ends_on: '2023-08-01',
        time_zone: 'Asia/Shanghai',
        counting_rule: { kind: 'any' },
        source,
      },
    ],
    'tasks.csv': [1, 2, 3].map((no) => ({ no, name_zh: `任务${no}`, name_en: `Task ${no}`, source })),
    'themes.csv': [1, 2, 3].map((task) => ({ task, no: 1, name_zh: '主题', name_en: 'Theme', source })),
    'regions.csv': townRegions.map((code) => ({
      code,
      name_zh: `${code}地区`,
      name_en: `Region ${code}`,
      province_zh: '省',
      province_en: 'Province',
      source,
    })),
    'departments.csv': townDepartments.map((code) => ({
      code,
      name_zh: `${code}部门`,
      name_en: `Department ${code}`,
      source,
    })),
    'legal-adjustments.csv': [
      { code: 'IN-FORCE', status: 'in-force' as const, approved_on: '2021-03-01', in_force_from: '2021-04-01' },
      { code: 'DRAFTED', status: 'drafting' as const, approved_on: null, in_force_from: null },
    ].map((adjustment) => ({
      ...adjustment,
      name_zh: '调整',
      name_en: 'Adjustment',
      kind: 'administrative-regulation' as const,
      instrument_zh: '条例',
      instrument_en: 'regulation',
      approving_body_zh: '院',
      approving_body_en: 'Council',
      regions: 'all' as const,
      in_force_to: null,
      dates_source: source,
      source,
    })),
    'measures.csv': numbers.map((no) => ({
      no,
      task: ((no - 1) % 3) + 1,
      theme: 1,
      title_zh: `举措${no}`,
      title_en: `Measure ${no}`,
      text_zh: '内容',
      text_en: 'Text',
      lead: leadOf(no),
      supporting: supportOf(no),
      target_date: '2022-06-30',
      legal_adjustment: adjustmentOf(no),
      regions: 'all' as const,
      counting_rule: null,
      dates_source: source,
      source,
    })),
    'proof-points.csv': numbers.flatMap((measure) =>
      [1, 2].map((no) => ({
        measure,
        no,
        required: no === 1,
        text_zh: `材料${no}`,
        text_en: `Proof ${no}`,
        source,
      })),
    ),
    'statements.csv': [],
  };
}

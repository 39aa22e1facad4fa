import type { Database } from '#libs/database';
import type { AdoptedRule } from './counting-rule.rules.js';
import { adjustmentColumns } from './legal-adjustments/adjustment.sql.js';
import type {
  Department,
  LegalAdjustment,
  Measure,
  ProgrammeReference,
  Region,
  Source,
  Task,
} from './programme-reference.js';

const pair = (name: string, as: string): string =>
  `json_build_object('zh', x.${name}_zh, 'en', x.${name}_en) as "${as}"`;
const sourced = 'x.source, x.illustrative';
const datesSourced = 'x.dates_source as "datesSource", x.dates_illustrative as "datesIllustrative"';
const list = (rows: string): string => `(select coalesce(json_agg(r), '[]') from (${rows}) r)`;
const codes = (column: string, rows: string): string => `array(select ${column} ${rows})`;

/** One statement sees one state of the catalogue, whatever is loaded meanwhile. */
const wholeProgramme = `
  select x.code, ${pair('name', 'name')}, ${pair('runs_it', 'runsIt')}, ${pair('approved_by', 'approvedBy')},
    x.starts_on as "startsOn", x.ends_on as "endsOn", x.time_zone as "timeZone", x.regional_sign_off as "regionalSignOff",
    x.decide_days as "decideDays", x.opinion_days as "opinionDays",
    x.catalogue_version as "catalogueVersion", x.catalogue_digest as "catalogueDigest", ${sourced},
    json_strip_nulls(${list(`select c.version, c.kind, c.n, c.numerator, c.denominator, c.adopted_at as "adoptedAt"
      from counting_rule c where c.programme = $1 order by c.version`)}) as "countingRules",
    ${list(`select x.id, ${pair('text', 'text')}, ${sourced} from source x where x.programme = $1 order by x.position`)} as sources,
    ${list(`select x.no, ${pair('name', 'name')}, ${sourced},
        ${list(`select t.task, t.no, json_build_object('zh', t.name_zh, 'en', t.name_en) as name, t.source, t.illustrative
          from theme t where t.programme = $1 and t.task = x.no order by t.no`)} as themes
      from task x where x.programme = $1 order by x.no`)} as tasks,
    ${list(`select x.region as code, ${pair('name', 'name')}, ${pair('province', 'province')}, ${sourced}
      from programme_region x where x.programme = $1 order by x.position`)} as regions,
    ${list(`select x.department as code, ${pair('name', 'name')}, ${sourced}
      from programme_department x where x.programme = $1 order by x.position`)} as departments,
    ${list(`select x.no, x.task, x.theme, ${pair('title', 'title')}, ${pair('text', 'text')}, x.lead_department as "leadDepartment",
        x.target_date as "targetDate", x.counting_rule as "countingRule",
        ${list(`select o.version, o.rule, o.adopted_at as "adoptedAt" from measure_counting_rule o
          where o.programme = $1 and o.measure = x.no order by o.version`)} as "ruleVersions", ${datesSourced}, ${sourced},
        ${codes('d.department', 'from measure_department d where d.programme = $1 and d.measure = x.no order by d.position')} as "supportingDepartments",
        ${codes(
          'a.region',
          `from measure_region a join programme_region o on o.programme = a.programme and o.region = a.region
           where a.programme = $1 and a.measure = x.no order by o.position`,
        )} as regions,
        ${codes('l.legal_adjustment', 'from measure_legal_adjustment l where l.programme = $1 and l.measure = x.no order by 1')} as "legalAdjustments",
        ${list(`select p.no, p.required, json_build_object('zh', p.text_zh, 'en', p.text_en) as text, p.source, p.illustrative
          from proof_point p where p.programme = $1 and p.measure = x.no order by p.no`)} as "proofPoints"
      from measure x where x.programme = $1 order by x.no`)} as measures,
    ${list(`select ${adjustmentColumns}
      from legal_adjustment x where x.programme = $1 order by x.position`)} as "legalAdjustments"
  from programme x where x.code = $1
`;

/** Everything that may change a programme's reference data shows in its stamp. */
const everyStamp = `
  select p.code, concat_ws('/', p.catalogue_version, p.catalogue_digest, p.regional_sign_off, p.decide_days, p.opinion_days,
    (select max(c.version) from counting_rule c where c.programme = p.code),
    (select count(*) from measure_counting_rule o where o.programme = p.code),
    (select sum(l.version) from legal_adjustment l where l.programme = p.code)) as stamp
  from programme p order by p.starts_on, p.code
`;

export interface Stamp {
  code: string;
  stamp: string;
}

type Lists = {
  countingRules: (Omit<AdoptedRule, 'adoptedAt'> & { adoptedAt: string })[];
  sources: Source[];
  tasks: Task[];
  regions: Region[];
  departments: Department[];
  measures: Measure[];
  legalAdjustments: LegalAdjustment[];
};

/** What tells whether a programme's reference data have changed. */
export function readStamps(database: Database): Promise<Stamp[]> {
  return database.rows<Stamp>(everyStamp);
}

/** All reference data of a programme, or undefined when there is no such programme. */
export async function readProgramme(database: Database, code: string): Promise<ProgrammeReference | undefined> {
  const row = await database.row<Omit<ProgrammeReference, keyof Lists> & Lists>(wholeProgramme, [code]);
  if (!row) return undefined;
  return {
    ...row,
    countingRules: row.countingRules.map((rule) => ({ ...rule, adoptedAt: new Date(rule.adoptedAt) }) as AdoptedRule),
    sources: by('id', row.sources),
    tasks: by('no', row.tasks),
    regions: by('code', row.regions),
    departments: by('code', row.departments),
    measures: by('no', row.measures.map(withMoments)),
    legalAdjustments: by('code', row.legalAdjustments),
  };
}

function by<Field extends string, Row extends Record<Field, string | number>>(
  field: Field,
  rows: Row[],
): Map<Row[Field], Row> {
  return new Map(rows.map((row) => [row[field], row]));
}

/** JSON has no moments. */
function withMoments(measure: Measure): Measure {
  const ruleVersions = measure.ruleVersions.map((one) => ({ ...one, adoptedAt: new Date(one.adoptedAt) }));
  return { ...measure, ruleVersions };
}

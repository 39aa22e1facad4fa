import type { CatalogueFile } from './catalogue.files.js';

const name = 'name_zh text, name_en text';

/** $1 the row of programme.csv, $2 the digest. Inserts nothing when the programme is there. */
export const insertProgramme = `
  insert into programme (code, name_zh, name_en, runs_it_zh, runs_it_en, approved_by_zh, approved_by_en, starts_on, ends_on,
    time_zone, catalogue_version, catalogue_digest, source)
  select r.code, r.name_zh, r.name_en, r.runs_it_zh, r.runs_it_en, r.approved_by_zh, r.approved_by_en, r.starts_on, r.ends_on,
    r.time_zone, 1, $2, r.source
  from jsonb_to_record($1::jsonb) as r (code text, ${name}, runs_it_zh text, runs_it_en text, approved_by_zh text,
    approved_by_en text, starts_on date, ends_on date, time_zone text, source text)
  on conflict (code) do nothing
`;

/** The first rule holds from the beginning of the period, so that a figure of any day has one. */
const insertCountingRule = `
  insert into counting_rule (programme, version, kind, n, numerator, denominator, adopted_at)
  select $1, 1, c.kind, c.n, c.numerator, c.denominator, r.starts_on::timestamp at time zone r.time_zone
  from jsonb_to_recordset($2::jsonb) as r (starts_on date, time_zone text, counting_rule jsonb),
    jsonb_to_record(r.counting_rule) as c (kind text, n integer, numerator integer, denominator integer)
`;

/** A source may rest on another one, which is why the key is looked at when all of them are in. */
const insertSources = `
  insert into source (programme, id, position, text_zh, text_en, source)
  select $1, r.id, r.position, r.text_zh, r.text_en, r.source
  from rows from (jsonb_to_recordset($2::jsonb) as (id text, text_zh text, text_en text, source text))
    with ordinality as r (id, text_zh, text_en, source, position)
`;

const insertTasks = `
  insert into task (programme, no, name_zh, name_en, source)
  select $1, r.no, r.name_zh, r.name_en, r.source
  from jsonb_to_recordset($2::jsonb) as r (no integer, ${name}, source text)
`;

const insertThemes = `
  insert into theme (programme, task, no, name_zh, name_en, source)
  select $1, r.task, r.no, r.name_zh, r.name_en, r.source
  from jsonb_to_recordset($2::jsonb) as r (task integer, no integer, ${name}, source text)
`;

/** In the order of codes, so that two catalogues loaded at once cannot wait for each other in a circle. */
const insertPlaces = (table: 'region' | 'department'): string => `
  insert into ${table} (code, name_zh, name_en)
  select r.code, r.name_zh, r.name_en from jsonb_to_recordset($2::jsonb) as r (code text, ${name})
  where $1::text is not null
  order by r.code
  on conflict (code) do nothing
`;

const insertProgrammeRegions = `
  insert into programme_region (programme, region, position, name_zh, name_en, province_zh, province_en, source)
  select $1, r.code, r.position, r.name_zh, r.name_en, r.province_zh, r.province_en, r.source
  from rows from (jsonb_to_recordset($2::jsonb) as (code text, ${name}, province_zh text, province_en text, source text))
    with ordinality as r (code, name_zh, name_en, province_zh, province_en, source, position)
`;

const insertProgrammeDepartments = `
  insert into programme_department (programme, department, position, name_zh, name_en, source)
  select $1, r.code, r.position, r.name_zh, r.name_en, r.source
  from rows from (jsonb_to_recordset($2::jsonb) as (code text, ${name}, source text))
    with ordinality as r (code, name_zh, name_en, source, position)
`;

const insertAdjustments = `
  insert into legal_adjustment (programme, code, position, name_zh, name_en, kind, instrument_zh, instrument_en,
    approving_body_zh, approving_body_en, status, approved_on, in_force_from, in_force_to, dates_source, source)
  select $1, r.code, row_number() over (), r.name_zh, r.name_en, r.kind, r.instrument_zh, r.instrument_en,
    r.approving_body_zh, r.approving_body_en, r.status, r.approved_on, r.in_force_from, r.in_force_to, r.dates_source, r.source
  from jsonb_to_recordset($2::jsonb) as r (code text, ${name}, kind text, instrument_zh text, instrument_en text,
    approving_body_zh text, approving_body_en text, status text, approved_on date, in_force_from date, in_force_to date,
    dates_source text, source text)
`;

const insertAdjustmentRegions = `
  insert into legal_adjustment_region (programme, legal_adjustment, region)
  select $1, r.code, p.region
  from jsonb_to_recordset($2::jsonb) as r (code text, regions jsonb)
    join programme_region p on p.programme = $1 and (r.regions = '"all"' or r.regions ? p.region)
`;

const insertMeasures = `
  insert into measure (programme, no, task, theme, title_zh, title_en, text_zh, text_en, lead_department, target_date,
    counting_rule, dates_source, source)
  select $1, r.no, r.task, r.theme, r.title_zh, r.title_en, r.text_zh, r.text_en, r.lead, r.target_date,
    r.counting_rule, r.dates_source, r.source
  from jsonb_to_recordset($2::jsonb) as r (no integer, task integer, theme integer, title_zh text, title_en text, text_zh text,
    text_en text, lead text, target_date date, counting_rule jsonb, dates_source text, source text)
`;

const insertMeasureDepartments = `
  insert into measure_department (programme, measure, department, position)
  select $1, r.no, d.code, d.position
  from jsonb_to_recordset($2::jsonb) as r (no integer, supporting jsonb),
    jsonb_array_elements_text(r.supporting) with ordinality as d (code, position)
`;

const insertMeasureRegions = `
  insert into measure_region (programme, measure, region)
  select $1, r.no, p.region
  from jsonb_to_recordset($2::jsonb) as r (no integer, regions jsonb)
    join programme_region p on p.programme = $1 and (r.regions = '"all"' or r.regions ? p.region)
`;

const insertMeasureAdjustments = `
  insert into measure_legal_adjustment (programme, measure, legal_adjustment)
  select $1, r.no, l.code
  from jsonb_to_recordset($2::jsonb) as r (no integer, legal_adjustment jsonb),
    jsonb_array_elements_text(r.legal_adjustment) as l (code)
`;

const insertProofPoints = `
  insert into proof_point (programme, measure, no, required, text_zh, text_en, source)
  select $1, r.measure, r.no, r.required, r.text_zh, r.text_en, r.source
  from jsonb_to_recordset($2::jsonb) as r (measure integer, no integer, required boolean, text_zh text, text_en text, source text)
`;

/** In the order of their keys; $1 the programme, $2 the rows of the file. */
export const insertStatements: readonly { file: CatalogueFile; sql: string }[] = [
  { file: 'sources.csv', sql: insertSources },
  { file: 'programme.csv', sql: insertCountingRule },
  { file: 'tasks.csv', sql: insertTasks },
  { file: 'themes.csv', sql: insertThemes },
  { file: 'regions.csv', sql: insertPlaces('region') },
  { file: 'regions.csv', sql: insertProgrammeRegions },
  { file: 'departments.csv', sql: insertPlaces('department') },
  { file: 'departments.csv', sql: insertProgrammeDepartments },
  { file: 'legal-adjustments.csv', sql: insertAdjustments },
  { file: 'legal-adjustments.csv', sql: insertAdjustmentRegions },
  { file: 'measures.csv', sql: insertMeasures },
  { file: 'measures.csv', sql: insertMeasureDepartments },
  { file: 'measures.csv', sql: insertMeasureRegions },
  { file: 'measures.csv', sql: insertMeasureAdjustments },
  { file: 'proof-points.csv', sql: insertProofPoints },
];

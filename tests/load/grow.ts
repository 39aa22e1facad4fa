import pg from 'pg';

/** The programme that is grown; its figures are invented and have no walls around them. */
export const grown = 'scale';

const text = (name: string) => `'${name}', '${name}'`;

const catalogue = `
  insert into programme (code, name_zh, name_en, runs_it_zh, runs_it_en, approved_by_zh, approved_by_en, starts_on, ends_on,
    time_zone, catalogue_version, catalogue_digest)
  values ('scale', ${text('Scale')}, ${text('Bench')}, ${text('Bench')}, '2020-08-02', '2023-08-01', 'Asia/Shanghai', 1, repeat('0', 64));
  insert into counting_rule (programme, version, kind, adopted_at) values ('scale', 1, 'any', '2020-08-01');
  insert into region (code, name_zh, name_en) select 'S' || r, 'S' || r, 'S' || r from generate_series(1, :regions) r;
  insert into programme_region (programme, region, position, name_zh, name_en, province_zh, province_en)
    select 'scale', 'S' || r, r, 'S' || r, 'S' || r, 'S', 'S' from generate_series(1, :regions) r;
  insert into department (code, name_zh, name_en) select 'SD' || d, 'SD' || d, 'SD' || d from generate_series(1, 10) d;
  insert into programme_department (programme, department, position, name_zh, name_en)
    select 'scale', 'SD' || d, d, 'SD' || d, 'SD' || d from generate_series(1, 10) d;
  insert into task (programme, no, name_zh, name_en) select 'scale', t, 'T', 'T' from generate_series(1, 8) t;
  insert into theme (programme, task, no, name_zh, name_en) select 'scale', t, 1, 'T', 'T' from generate_series(1, 8) t;
  insert into measure (programme, no, task, theme, title_zh, title_en, text_zh, text_en, lead_department, target_date)
    select 'scale', m, m % 8 + 1, 1, 'M', 'M', 'M', 'M', 'SD' || m % 10 + 1, date '2021-06-30' + m % 700
    from generate_series(1, :measures) m;
  insert into measure_region (programme, measure, region)
    select 'scale', m, 'S' || r from generate_series(1, :measures) m, generate_series(1, :regions) r;`;

/** Each item has had 1 to 5 acts; a tenth of the implementations took effect a month before they were recorded. */
const history = `
  create temporary table life as
  select uuidv7() as id, m.no as measure, a.region, m.task, m.lead_department as department, m.target_date,
    (array[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 4, 5, 5, 5, 5])[1 + abs(hashint4(m.no * 1009 + hashtext(a.region))) % 20] as acts,
    abs(hashint4(m.no * 31 + hashtext(a.region) % 9973)) % 400 as shift
  from measure m join measure_region a on a.programme = m.programme and a.measure = m.no where m.programme = 'scale';
  analyze life;
  insert into work_item (id, programme, measure, region, task, lead_department, status, version, target_date, implemented_on, changed_at)
    select id, 'scale', measure, region, task, department,
      (array['open', 'proposed', 'approved', 'approved', 'implemented'])[acts], acts, target_date,
      case when acts = 5 then date '2020-10-11' + shift - case when shift % 10 = 0 then 30 else 0 end end, now()
    from life;
  insert into event (kind, programme, region, department, work_item_id, item_version, move, from_status, to_status, effective_on, recorded_at)
    select a.move, 'scale', l.region, l.department, l.id, a.version, a.move, a.former, a.status,
      case when a.version = 1 then date '2020-08-02' else date '2020-08-11' + l.shift + (a.version - 2) * 20
        - case when a.version = 5 and l.shift % 10 = 0 then 30 else 0 end end + case when a.version = 5 then 1 else 0 end,
      case when a.version = 1 then timestamptz '2020-08-02 00:00+08'
        else timestamptz '2020-08-11 10:00+08' + (l.shift + (a.version - 2) * 20) * interval '1 day'
          + case when a.version = 5 then interval '1 day' else interval '0' end end
    from (values (1, 'open-item', null, 'open'), (2, 'submit-proposal', 'open', 'proposed'),
      (3, 'approve-proposal', 'proposed', 'approved'), (4, 'submit-implementation-report', 'approved', 'approved'),
      (5, 'approve-implementation-report', 'approved', 'implemented')) as a (version, move, former, status)
    join life l on l.acts >= a.version;
  insert into submission (id, work_item_id, region, kind, status, round, content, created_by, created_at, updated_at, submitted_at)
    select gen_random_uuid(), id, region, case acts when 2 then 'proposal' else 'implementation-report' end, 'submitted', 1, '{}',
      (select id from person limit 1), now(), now(), now()
    from life where acts in (2, 4);
  drop table life;`;

/** Fills a database with so many regions and measures, every measure in every region, with walls and indexes down meanwhile. */
export async function grow(adminUrl: string, regions: number, measures: number): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const numbered = (sql: string) =>
    sql.replaceAll(':regions', String(regions)).replaceAll(':measures', String(measures));
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(`
    select c.relname as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    join pg_class c on c.oid = i.indexrelid
    where i.indrelid in ('event'::regclass, 'work_item'::regclass)
      and not exists (select from pg_constraint where conindid = i.indexrelid)`);
  await client.query('alter table event drop constraint event_decision_named');
  for (const { name } of indexes) await client.query(`drop index ${client.escapeIdentifier(name)}`);
  await client.query(
    "set session_replication_role = replica; set maintenance_work_mem = '512MB'; set work_mem = '256MB'",
  );
  await client.query(numbered(catalogue));
  await client.query('analyze measure; analyze measure_region');
  await client.query(history);
  for (const { definition } of indexes) await client.query(definition);
  await client.query('set session_replication_role = default');
  await client.query('vacuum analyze');
  await client.end();
}

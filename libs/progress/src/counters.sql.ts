import { dimensionAndKey, itemSets, measureSets, sums } from './tally.sql.js';

/** MERGE and not ON CONFLICT: the latter would check a negative difference as if it were a row of its own. */
const add = `
  merge into completion c using total t
  on c.programme = t.programme and c.level = t.level and c.dimension = t.dimension and c.key = t.key
  when matched then update set open = c.open + t.open, proposed = c.proposed + t.proposed,
    approved = c.approved + t.approved, implemented = c.implemented + t.implemented, exempt = c.exempt + t.exempt,
    under_review = c.under_review + t.under_review, overdue = c.overdue + t.overdue
  when not matched then insert (programme, level, dimension, key, task, region, department, measure,
      open, proposed, approved, implemented, exempt, under_review, overdue)
    values (t.programme, t.level, t.dimension, t.key, t.task, t.region, t.department, t.measure,
      t.open, t.proposed, t.approved, t.implemented, t.exempt, t.under_review, t.overdue)`;

/** Compares items with what the counters hold of them and adds the difference; repeating it adds nothing. */
const addItems = (which: string) => `
  with fresh as (
    select w.id, w.programme, w.measure, w.task, w.region, w.lead_department as department, w.status,
      exists (select from submission s where s.work_item_id = w.id and s.status = 'submitted') as under_review,
      w.target_date < $2::date and w.status not in ('implemented', 'exempt') as overdue
    from work_item w where w.programme = $1 and ${which}
  ), changed as (
    select f.*, p.status as old_status, p.under_review as old_under_review, p.overdue as old_overdue
    from fresh f left join progress_item p on p.work_item_id = f.id
    where p.work_item_id is null or (p.status, p.under_review, p.overdue) <> (f.status, f.under_review, f.overdue)
  ), kept as (
    insert into progress_item (work_item_id, programme, status, under_review, overdue)
    select id, programme, status, under_review, overdue from changed
    on conflict (work_item_id) do update
      set status = excluded.status, under_review = excluded.under_review, overdue = excluded.overdue
  ), delta as (
    select programme, measure, task, region, department, status, 1 as n, under_review::integer as reviewed, overdue::integer as late
    from changed
    union all
    select programme, measure, task, region, department, old_status, -1, -old_under_review::integer, -old_overdue::integer
    from changed where old_status is not null
  ), total as (
    select programme, 'work-item' as level,
      ${dimensionAndKey},
      task, region, department, measure, ${sums}, sum(reviewed) as under_review, sum(late) as overdue
    from delta
    group by ${itemSets}
  )
  ${add}
  returning c.measure, c.open, c.proposed, c.approved, c.implemented, c.exempt`;

/** Parameters: programme, day, ids. Returns the tallies of the measures concerned, beside other rows. */
export const addChangedItems = addItems('w.id = any($3::uuid[])');

/** Parameters: programme, day. For a rebuild from nothing. */
export const addAllItems = addItems('true');

/** Parameters: programme, day, former day. The items whose target date has passed since. */
export const addLateItems = addItems('w.target_date >= $3::date and w.target_date < $2::date');

/** Parameters: programme, [{measure, status}]. Adds the difference that new statuses of measures make. */
export const addMeasures = `
  with changed as (
    select m.programme, m.no as measure, m.task, m.lead_department as department, g.status, p.status as old_status
    from jsonb_to_recordset($2::jsonb) as g (measure integer, status text)
    join measure m on m.programme = $1 and m.no = g.measure
    left join progress_measure p on p.programme = m.programme and p.measure = m.no
    where p.status is distinct from g.status
  ), kept as (
    insert into progress_measure (programme, measure, status) select programme, measure, status from changed
    on conflict (programme, measure) do update set status = excluded.status
  ), delta as (
    select programme, task, department, status, 1 as n from changed
    union all
    select programme, task, department, old_status, -1 from changed where old_status is not null
  ), total as (
    select programme, 'measure' as level,
      case when department is not null then 'department' when task is not null then 'task' else 'programme' end as dimension,
      coalesce(department, task::text, programme) as key,
      task, null as region, department, null::integer as measure, ${sums}, 0 as under_review, 0 as overdue
    from delta
    group by ${measureSets}
  )
  ${add}`;

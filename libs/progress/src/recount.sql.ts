import { presentRule } from './rules.sql.js';

const statuses = ['open', 'proposed', 'approved', 'implemented', 'exempt']
  .map((status) => `coalesce(sum(n) filter (where status = '${status}'), 0)::integer as ${status}`)
  .join(', ');

/**
 * A second way to every figure, independent of the counters and of the code that keeps them: the last event of each
 * work item, counted in SQL under the rules as the tables have them. Parameter: programme. One statement, so one
 * moment; `pending` tells whether the counters could be behind.
 */
export const recount = `
  with latest as (
    select distinct on (e.work_item_id) e.work_item_id as id, e.to_status as status
    from event e where e.work_item_id is not null and e.programme = $1
    order by e.work_item_id, e.item_version desc
  ), item as (
    select l.id, l.status, w.measure, w.task, w.region, m.lead_department as department
    from latest l join work_item w on w.id = l.id join measure m on m.programme = w.programme and m.no = w.measure
  ), of_measure as (
    select measure, task, department, status, count(*) as n from item group by measure, task, department, status
  ), of_place as (
    select task, region, department, status, count(*) as n from item group by task, region, department, status
  ), tally as (
    select i.measure, i.task, i.department, ${presentRule} as rule,
      coalesce(sum(i.n) filter (where i.status <> 'exempt'), 0) as counted,
      coalesce(sum(i.n) filter (where i.status = 'implemented'), 0) as implemented,
      bool_or(i.status in ('approved', 'implemented')) as approved, bool_or(i.status = 'proposed') as proposed
    from of_measure i join measure m on m.programme = $1 and m.no = i.measure
    group by i.measure, i.task, i.department, m.programme, m.no, m.counting_rule
  ), measure_status as (
    select measure, task, department, case
      when counted = 0 then 'exempt'
      when case rule ->> 'kind' when 'any' then implemented > 0 when 'all' then implemented = counted
        when 'count' then implemented >= (rule ->> 'n')::integer
        else implemented * (rule ->> 'denominator')::integer >= (rule ->> 'numerator')::integer * counted end then 'implemented'
      when approved then 'approved' when proposed then 'proposed' else 'open' end as status
    from tally
  ), figure as (
    select 'work-item' as level, d.dimension, d.key, i.status, i.n from of_place i cross join lateral (values
      ('programme', $1::text), ('task', i.task::text), ('region', i.region), ('department', i.department),
      ('task-region', i.task || ':' || i.region)) as d (dimension, key)
    union all
    select 'work-item', 'measure', measure::text, status, n from of_measure
    union all
    select 'measure', d.dimension, d.key, s.status, 1 from measure_status s cross join lateral (values
      ('programme', $1::text), ('task', s.task::text), ('department', s.department)) as d (dimension, key)
  ), counted as (
    select level, dimension, key, ${statuses} from figure group by level, dimension, key
  )
  select level, dimension, key,
    array[n.open, n.proposed, n.approved, n.implemented, n.exempt] as recounted,
    array[c.open, c.proposed, c.approved, c.implemented, c.exempt] as kept,
    exists (select from outbox where job = 'recalculate' and dead_at is null) as pending
  from counted n full join (select * from completion where programme = $1) c using (level, dimension, key)
  order by level, dimension, key`;

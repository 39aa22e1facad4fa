import { dimensionAndKey, itemSets, sums } from '../tally.sql.js';

const places = 'measure, task, region, department';
const counts = ['open', 'proposed', 'approved', 'implemented', 'exempt', 'under_review', 'overdue'];

/**
 * Figures of work items at the end of each day from one to another, in a single pass over the events: each stretch of an
 * item's life adds to the figures on the day on which it begins and takes away on the day on which it ends. An event is
 * there from the day on which it had been recorded and had taken effect; the highest version that is there says how the
 * item stood, as in `itemsAt`. Parameters: programme, first day, last day, the last event that counts.
 */
export const fillSnapshots = `
  with arrived as (
    select e.work_item_id as id, e.item_version as version, e.move, e.data ? 'targetDate' as is_dated,
      greatest((e.recorded_at at time zone p.time_zone)::date, e.effective_on) as day
    from event e join programme p on p.code = e.programme
    where e.programme = $1 and e.work_item_id is not null and e.seq <= $4::bigint
  ), known as (
    select distinct id, day, max(version) over past as head,
      max(version) filter (where move ~ '^(submit|withdraw|return|reject|approve)-') over past as paper,
      max(version) filter (where is_dated) over past as dated
    from arrived where day <= $3::date window past as (partition by id order by day)
  ), stretch as (
    select k.day, lead(k.day) over (partition by k.id order by k.day) as until, h.to_status as status,
      coalesce(p.move like 'submit-%', false)::integer as reviewed,
      greatest(k.day, coalesce((t.data ->> 'targetDate')::date, m.target_date) + 1) as late_from,
      w.measure, w.task, w.region, w.lead_department as department
    from known k
    join event h on h.work_item_id = k.id and h.item_version = k.head
    left join event p on p.work_item_id = k.id and p.item_version = k.paper
    left join event t on t.work_item_id = k.id and t.item_version = k.dated
    join work_item w on w.id = k.id
    join measure m on m.programme = w.programme and m.no = w.measure
  ), delay as (
    select late_from as day, until, ${places} from stretch
    where status not in ('implemented', 'exempt') and (until is null or late_from < until)
  ), delta as (
    select day, ${places}, status, 1 as n, reviewed, 0 as late from stretch
    union all
    select until, ${places}, status, -1, -reviewed, 0 from stretch where until is not null
    union all
    select day, ${places}, null, 0, 0, 1 from delay
    union all
    select until, ${places}, null, 0, 0, -1 from delay where until is not null
  ), change as (
    select day, ${dimensionAndKey},
      ${places}, ${sums}, sum(reviewed) as under_review, sum(late) as overdue
    from (select $1::text as programme, delta.* from delta where day <= $3::date) counted
    group by day, ${itemSets}
  ), figure as (
    select dimension, key, day, ${places}, row_number() over past = 1 as first,
      ${counts.map((name) => `sum(${name}) over past as ${name}`).join(', ')},
      ${counts.map((name) => `${name} <> 0`).join(' or ')} as differs
    from change window past as (partition by dimension, key order by day)
  )
  insert into completion_snapshot (programme, dimension, key, day, first, ${places}, ${counts.join(', ')})
  select $1, dimension, key, day, first, ${places}, ${counts.join(', ')}
  from figure where day >= $2::date and (first or differs)`;

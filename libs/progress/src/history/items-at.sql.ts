/**
 * Each work item as of a day, as known at a moment: of the events that had been recorded by then and had taken effect
 * by that day, the one with the highest version says how it stood. Also whether a submission waited, and the target
 * date of the time. An event that is recorded late, or that takes effect in the past, is in its place by both clocks.
 * Parameters: $1 programme, $2 day, $3 moment; the name of the result is `name`; `which` narrows the events `e`.
 */
export const itemsAt = (name: string, day: '$2' | '$4', moment: '$3' | '$5', which = 'true'): string => `
  ${name}_head as (
    select e.work_item_id as id, max(e.item_version) as head,
      max(e.item_version) filter (where e.move ~ '^(submit|withdraw|return|reject|approve)-') as paper,
      (array_agg(e.data ->> 'targetDate' order by e.item_version desc) filter (where e.data ? 'targetDate'))[1]::date as target_date
    from event e
    where e.programme = $1 and e.work_item_id is not null
      and e.effective_on <= ${day}::date and e.recorded_at <= ${moment}::timestamptz and ${which}
    group by e.work_item_id
  ), ${name} as (
    select h.id, h.head as version, e.to_status as status, w.measure, w.task, w.region, w.lead_department as department,
      coalesce(p.move like 'submit-%', false) as under_review,
      coalesce(h.target_date, m.target_date) < ${day}::date and e.to_status not in ('implemented', 'exempt') as overdue
    from ${name}_head h
    join event e on e.work_item_id = h.id and e.item_version = h.head
    left join event p on p.work_item_id = h.id and p.item_version = h.paper
    join work_item w on w.id = h.id
    join measure m on m.programme = w.programme and m.no = w.measure
  )`;

import { itemsAt } from './items-at.sql.js';

const person = `case when p.id is not null then jsonb_build_object('id', p.id,
  'name', jsonb_build_object('zh', p.name_zh, 'en', p.name_en)) end`;

const selected = (place: number) => `($${place}::integer is null or i.task = $${place})
    and ($${place + 1}::text is null or i.region = $${place + 1})
    and ($${place + 2}::text is null or i.department = $${place + 2})
    and ($${place + 3}::integer is null or i.measure = $${place + 3})`;

/**
 * The work items behind a figure, each with the event that it stands on.
 * Parameters: programme, day, moment, task, region, department, measure; the last four or null.
 */
export const itemsBehind = `
  with ${itemsAt('i', '$2', '$3')}
  select i.id, i.measure, i.task, i.region, i.department, i.status, i.overdue, i.under_review as "underReview",
    e.move, e.effective_on as "effectiveOn", e.recorded_at as "recordedAt", ${person} as "decidedBy"
  from i join event e on e.work_item_id = i.id and e.item_version = i.version left join person p on p.id = e.actor_person_id
  where ${selected(4)}
  order by i.measure, i.region`;

/**
 * The work items that stand differently from two standpoints, with every change of status that is in one and not in
 * the other. Parameters: programme, day, moment, day, moment, task, region, department, measure.
 */
export const itemsBetween = `
  with ${itemsAt('a', '$2', '$3')}, ${itemsAt('b', '$4', '$5')}, i as (
    select coalesce(a.id, b.id) as id, coalesce(a.measure, b.measure) as measure, coalesce(a.task, b.task) as task,
      coalesce(a.region, b.region) as region, coalesce(a.department, b.department) as department,
      a.status as "from", b.status as "to"
    from a full join b on b.id = a.id where a.status is distinct from b.status
  )
  select i.*, (
    select coalesce(jsonb_agg(jsonb_build_object('seq', e.seq::text, 'move', e.move, 'from', e.from_status, 'to', e.to_status,
        'effectiveOn', e.effective_on, 'recordedAt', e.recorded_at, 'reason', e.reason, 'decidedBy', ${person},
        'gone', e.effective_on <= $2::date and e.recorded_at <= $3::timestamptz) order by e.item_version), '[]')
    from event e left join person p on p.id = e.actor_person_id
    where e.work_item_id = i.id and e.from_status is distinct from e.to_status
      and (e.effective_on <= $2::date and e.recorded_at <= $3::timestamptz)
        <> (e.effective_on <= $4::date and e.recorded_at <= $5::timestamptz)
  ) as causes
  from i where ${selected(6)}
  order by i.measure, i.region`;

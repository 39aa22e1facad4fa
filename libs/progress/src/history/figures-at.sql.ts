import { dimensionAndKey, itemSets, sums } from '../tally.sql.js';
import { itemsAt } from './items-at.sql.js';

/**
 * Work items counted as of a day, as known at a moment, along one dimension and by measure.
 * Parameters: programme, day, moment, dimension, [{id, status}] for items taken as standing elsewhere.
 */
export const figuresAt = `
  with ${itemsAt('item', '$2', '$3')}, supposed as (
    select i.measure, i.task, i.region, i.department, coalesce(s.status, i.status) as status, 1 as n,
      (i.under_review and s.id is null)::integer as reviewed,
      (i.overdue and coalesce(s.status, '') not in ('implemented', 'exempt'))::integer as late
    from item i left join jsonb_to_recordset($5::jsonb) as s (id uuid, status text) on s.id = i.id
  ), total as (
    select ${dimensionAndKey},
      task, region, department, measure, ${sums}, sum(reviewed) as under_review, sum(late) as overdue
    from (select $1::text as programme, supposed.* from supposed) counted
    group by ${itemSets}
  )
  select dimension, key, task, region, department, measure, open::integer, proposed::integer, approved::integer,
    implemented::integer, exempt::integer, under_review::integer as "underReview", overdue::integer
  from total where dimension in ($4, 'measure')`;

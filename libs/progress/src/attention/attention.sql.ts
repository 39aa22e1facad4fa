/**
 * Who asks and about what: $1 programme, $2 everything, $3 regions, $4 departments (of the asker), $5 region, $6 department
 * (asked for, or null), $7 rows wanted, $8 where the former page ended (or null), $9 what the kind needs.
 */
const inRegionAsked = '($5::text is null or w.region = $5)';
const inScope = `($2::boolean or w.region = any($3::text[]) or w.lead_department = any($4::text[]))
    and ${inRegionAsked} and ($6::text is null or w.lead_department = $6)`;

const item = `w.id as "workItemId", w.measure, w.region, w.lead_department as department, w.status,
    w.target_date as "targetDate", w.changed_at as "changedAt"`;

/** How many there are and the rows of one page, at one moment. `keys` give a total order; rows carry them as `place`. */
function paged(hit: string, keys: [column: string, type: string][]): string {
  const columns = keys.map(([column]) => column).join(', ');
  const former = keys.map(([, type], index) => `($8::text[])[${index + 1}]::${type}`).join(', ');
  const place = keys.map(([column]) => `${column}::text`).join(', ');
  return `
  with hit as (${hit}), page as (
    select hit.*, array[${place}] as place, row_number() over (order by ${columns}) as row
    from hit where $8::text[] is null or (${columns}) > (${former})
    order by ${columns} limit $7
  )
  select (select count(*)::integer from hit) as count,
    (select coalesce(jsonb_agg(to_jsonb(page) - 'row' order by page.row), '[]') from page) as rows`;
}

/** $9: today. */
export const overdueItems = paged(
  `select ${item} from work_item w
    where w.programme = $1 and w.target_date < $9::date and w.status in ('open', 'proposed', 'approved') and ${inScope}`,
  [
    ['"targetDate"', 'date'],
    ['"workItemId"', 'uuid'],
  ],
);

/** $9: the moment before which the last act lies. What waits for the ministry does not stand still. */
export const stalledItems = paged(
  `select ${item} from work_item w
    where w.programme = $1 and w.changed_at < $9::timestamptz and w.status in ('open', 'approved') and ${inScope}
      and not exists (select from submission s where s.work_item_id = w.id and s.status = 'submitted')`,
  [
    ['"changedAt"', 'timestamptz'],
    ['"workItemId"', 'uuid'],
  ],
);

/**
 * $9: today. Opinions are the ministry's own matter: the asker's regions open no way to them. `tie` keeps a decision before
 * the opinions on the same submission.
 */
export const lateAnswers = paged(
  `select 'decision' as what, s.id as "submissionId", s.kind as "submissionKind", r.due_on as "dueOn", s.submitted_at as since,
      w.lead_department as "waitsFor", '0' as tie, ${item}
    from submission s
    join submission_round r on r.submission_id = s.id and r.round = s.round
    join work_item w on w.id = s.work_item_id
    where s.status = 'submitted' and r.due_on < $9::date and w.programme = $1 and ${inScope}
    union all
    select 'opinion', s.id, s.kind, q.due_on, q.asked_at, q.department, q.department, ${item}
    from submission s
    join opinion_request q on q.submission_id = s.id and q.round = s.round
    join work_item w on w.id = s.work_item_id
    where s.status = 'submitted' and q.due_on < $9::date and w.programme = $1 and ${inRegionAsked}
      and not exists (select from opinion o
        where o.submission_id = q.submission_id and o.round = q.round and o.department = q.department)
      and ($2::boolean or w.lead_department = any($4::text[]) or q.department = any($4::text[]))
      and ($6::text is null or w.lead_department = $6 or q.department = $6)`,
  [
    ['"dueOn"', 'date'],
    ['"submissionId"', 'uuid'],
    ['tie', 'text'],
  ],
);

const waits = `filter (where w.status in ('open', 'proposed', 'approved'))`;

/** $9: [{code, measure, region, soon}] of what ends soon or has ended. An adjustment that has ended is named for those that wait. */
export const lapsingAdjustments = paged(
  `select x.code, array_agg(distinct x.region order by x.region) as regions, array_agg(distinct x.measure order by x.measure) as measures,
      count(*) ${waits} as waiting, count(*) filter (where w.status = 'implemented') as resting,
      coalesce((array_agg(jsonb_build_object('workItemId', w.id, 'measure', w.measure, 'region', w.region, 'status', w.status)
        order by w.measure, w.region) ${waits})[1:10], '{}') as first
    from jsonb_to_recordset($9::jsonb) as x (code text, measure integer, region text, soon boolean)
    join work_item w on w.programme = $1 and w.measure = x.measure and w.region = x.region
    where w.status <> 'exempt' and (x.soon or w.status <> 'implemented') and ${inScope}
    group by x.code`,
  [['code', 'text']],
);

/** Parameters: programme, dimensions. */
export const figuresOfPeers = `
  select c.dimension as by, c.task, c.region, c.implemented, c.open + c.proposed + c.approved + c.implemented as counted
  from completion c
  where c.programme = $1 and c.level = 'work-item' and c.dimension = any($2::text[])
    and c.open + c.proposed + c.approved + c.implemented > 0
  order by c.dimension, c.key`;

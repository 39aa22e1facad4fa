const counted = (name: string) => `coalesce(sum(n) filter (where status = '${name}'), 0)`;

/** How many of a group stand in each status; `n` is 1, or -1 for what has left. */
export const sums = ['open', 'proposed', 'approved', 'implemented', 'exempt']
  .map((status) => `${counted(status)} as ${status}`)
  .join(', ');

/** Which figures work items and measures are counted into. */
export const itemSets = `grouping sets ((programme), (programme, task), (programme, region), (programme, department),
      (programme, task, region), (programme, measure))`;
export const measureSets = 'grouping sets ((programme), (programme, task), (programme, department))';

/** The dimension and the key of a group, from the columns that are set in it. */
export const dimensionAndKey = `case when measure is not null then 'measure' when department is not null then 'department'
        when task is not null and region is not null then 'task-region' when task is not null then 'task'
        when region is not null then 'region' else 'programme' end as dimension,
      coalesce(measure::text, department, nullif(concat_ws(':', task::text, region), ''), programme) as key`;

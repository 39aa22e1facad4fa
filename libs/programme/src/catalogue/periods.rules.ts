import type { Text } from '#libs/platform';
import type { CatalogueFault } from './fault.js';
import type { Tables } from './tables.js';

type Day = string | null | undefined;

const after = (later: Day, earlier: Day): boolean => Boolean(later && earlier && later < earlier);

/** A programme that ends before it starts. */
export function programmePeriod(tables: Tables): CatalogueFault[] {
  return tables['programme.csv'].rows.flatMap(({ line, cells }): CatalogueFault[] =>
    after(cells.ends_on, cells.starts_on)
      ? [
          {
            file: 'programme.csv',
            row: line,
            column: 'ends_on',
            code: 'order',
            message: { zh: '结束日期早于开始日期。', en: 'the end is before the start.' },
          },
        ]
      : [],
  );
}

/** Measures due before the programme starts or after it ends. */
export function targetsOutsidePeriod(tables: Tables): CatalogueFault[] {
  const [programme] = tables['programme.csv'].rows;
  if (!programme || after(programme.cells.ends_on, programme.cells.starts_on)) return [];
  const { starts_on, ends_on } = programme.cells;
  return tables['measures.csv'].rows.flatMap(({ line, cells }): CatalogueFault[] => {
    if (!after(cells.target_date, starts_on) && !after(ends_on, cells.target_date)) return [];
    const message = { zh: '目标日期不在试点期内。', en: 'the target date is outside the period of the programme.' };
    return [{ file: 'measures.csv', row: line, column: 'target_date', code: 'order', message }];
  });
}

/** Legal adjustments whose dates contradict each other or lack what their status says. */
export function adjustmentDates(tables: Tables): CatalogueFault[] {
  return tables['legal-adjustments.csv'].rows.flatMap(({ line, cells }): CatalogueFault[] => {
    const { status, approved_on, in_force_from, in_force_to } = cells;
    const at = (column: string, code: 'order' | 'incomplete', message: Text): CatalogueFault[] => [
      { file: 'legal-adjustments.csv', row: line, column, code, message },
    ];
    const needs = (statuses: string[], day: Day, column: string): CatalogueFault[] =>
      status !== undefined && statuses.includes(status) && day === null
        ? at(column, 'incomplete', {
            zh: `状态为 ${status} 时须填写。`,
            en: `must be given when the status is ${status}.`,
          })
        : [];
    return [
      ...needs(['approved', 'in-force', 'lapsed'], approved_on, 'approved_on'),
      ...needs(['in-force', 'lapsed'], in_force_from, 'in_force_from'),
      ...needs(['lapsed'], in_force_to, 'in_force_to'),
      ...(after(in_force_from, approved_on)
        ? at('in_force_from', 'order', { zh: '生效日期早于批准日期。', en: 'comes into force before it is approved.' })
        : []),
      ...(after(in_force_to, in_force_from)
        ? at('in_force_to', 'order', { zh: '失效日期早于生效日期。', en: 'the end is before the start.' })
        : []),
    ];
  });
}

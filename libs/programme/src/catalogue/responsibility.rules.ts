import type { CatalogueFault } from './fault.js';
import type { Tables } from './tables.js';

/** A department that is to support what it leads. */
export function leadsThatSupport(tables: Tables): CatalogueFault[] {
  return tables['measures.csv'].rows.flatMap(({ line, cells }): CatalogueFault[] => {
    if (cells.lead === undefined || !cells.supporting?.includes(cells.lead)) return [];
    const message = {
      zh: `${cells.lead} 是牵头部门，不能同时为配合部门。`,
      en: `${cells.lead} leads this measure and cannot support it as well.`,
    };
    return [{ file: 'measures.csv', row: line, column: 'supporting', code: 'lead-supports', message }];
  });
}

/** Measures that could be reported as implemented without proving anything. */
export function measuresWithoutProof(tables: Tables): CatalogueFault[] {
  const points = tables['proof-points.csv'];
  if (!points.whole) return [];
  // A point whose `required` could not be read may be the one.
  const proved = new Set(points.rows.filter(({ cells }) => cells.required !== false).map(({ cells }) => cells.measure));
  return tables['measures.csv'].rows.flatMap(({ line, cells }): CatalogueFault[] => {
    if (cells.no === undefined || proved.has(cells.no)) return [];
    const message = {
      zh: `举措 ${cells.no} 在 proof-points.csv 中没有必备佐证要点。`,
      en: `measure ${cells.no} has no required proof point in proof-points.csv.`,
    };
    return [{ file: 'measures.csv', row: line, column: 'no', code: 'no-required-proof', message }];
  });
}

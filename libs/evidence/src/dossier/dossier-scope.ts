import { invalid } from '#libs/platform';

/** What a dossier is about: one item, the items of a region, or those of a measure. */
export type DossierScope =
  { workItemId: string } | { programme: string; region: string } | { programme: string; measure: number };

/** Reads a scope; exactly one of the three. Throws 422. */
export function scopeOf(given: {
  workItemId?: string;
  programme?: string;
  region?: string;
  measure?: number;
}): DossierScope {
  const { workItemId, programme, region, measure } = given;
  const named = Object.keys(given).filter((name) => given[name as keyof typeof given] !== undefined).length;
  if (workItemId !== undefined && named === 1) return { workItemId: workItemId.toLowerCase() };
  if (programme !== undefined && region !== undefined && named === 2) return { programme, region };
  if (programme !== undefined && measure !== undefined && named === 2) return { programme, measure };
  throw invalid([
    {
      code: 'scope',
      pointer: '/scope',
      message: {
        zh: '范围须为工作项，或试点加地区，或试点加举措。',
        en: 'The scope is a work item, or a programme with a region, or a programme with a measure.',
      },
    },
  ]);
}

import type { ProgrammeReference } from '#libs/programme';

/** Measures and regions of one programme that a search finds. */
export interface FoundPlaces {
  programme: string;
  measures: number[];
  regions: string[];
}

/** Where a text occurs: in titles of measures, as their number, or in names and codes of regions; in either language. */
export function placesWith(text: string, programmes: readonly ProgrammeReference[]): FoundPlaces[] {
  const wanted = text.trim().toLowerCase();
  const has = (...texts: string[]) => texts.some((one) => one.toLowerCase().includes(wanted));
  return programmes.map(({ code, measures, regions }) => ({
    programme: code,
    measures: [...measures.values()]
      .filter(({ no, title }) => String(no) === wanted || has(title.zh, title.en))
      .map(({ no }) => no),
    regions: [...regions.values()]
      .filter(({ code: region, name }) => has(region, name.zh, name.en))
      .map((one) => one.code),
  }));
}

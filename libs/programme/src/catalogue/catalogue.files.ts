import { adjustmentStatuses } from '../legal-adjustments/legal-adjustment.lifecycle.js';
import {
  allOrCodes,
  allUnlessCodes,
  code,
  codes,
  type Column,
  countingRule,
  countOrNone,
  date,
  leftOut,
  number,
  oneOf,
  orNothing,
  programmeCode,
  source,
  text,
  timeZone,
  unclaimedSource,
  yesOrNo,
} from './cell.rules.js';

/** A cell, or each code of its list, that must stand in another file. */
export interface ReferenceRule {
  /** The last column is the one at fault; those before it narrow where to look. */
  columns: readonly string[];
  to: string;
}

/** What one file of a catalogue holds and what must be true of its rows. */
export interface FileDefinition {
  columns: Record<string, Column<unknown>>;
  /** Columns that together name a row. */
  key: readonly string[];
  /** The last column of the key counts from 1 without gaps, anew for each value of the columns before it. */
  numbered?: true;
  references: readonly ReferenceRule[];
  fewest: number;
  most?: number;
  /** The file may be missing: then it has no rows. */
  optional?: true;
  /** Loaded beside the catalogue: its rows do not make another version of it. */
  beside?: true;
}

const name = { name_zh: text(200), name_en: text(300) };
const to = (file: string, ...columns: string[]): ReferenceRule => ({ columns, to: file });
const sourced = to('sources.csv', 'source');

export const adjustmentKinds = ['administrative-regulation', 'state-council-document', 'departmental-rule'] as const;

/** The files of a catalogue, in the order in which they are checked and loaded. */
export const catalogueFiles = {
  'sources.csv': {
    columns: { id: code, text_zh: text(1000), text_en: text(1000), source },
    key: ['id'],
    references: [sourced],
    fewest: 0,
  },
  'programme.csv': {
    columns: {
      code: programmeCode,
      ...name,
      runs_it_zh: text(300),
      runs_it_en: text(300),
      approved_by_zh: text(300),
      approved_by_en: text(300),
      starts_on: date,
      ends_on: date,
      time_zone: timeZone,
      counting_rule: countingRule,
      source,
    },
    key: ['code'],
    references: [sourced],
    fewest: 1,
    most: 1,
  },
  'tasks.csv': {
    columns: { no: number, ...name, source },
    key: ['no'],
    numbered: true,
    references: [sourced],
    fewest: 1,
  },
  'themes.csv': {
    columns: { task: number, no: number, ...name, source },
    key: ['task', 'no'],
    numbered: true,
    references: [to('tasks.csv', 'task'), sourced],
    fewest: 1,
  },
  'regions.csv': {
    columns: { code, ...name, province_zh: text(200), province_en: text(300), source },
    key: ['code'],
    references: [sourced],
    fewest: 1,
  },
  'departments.csv': { columns: { code, ...name, source }, key: ['code'], references: [sourced], fewest: 1 },
  'legal-adjustments.csv': {
    columns: {
      code,
      ...name,
      kind: oneOf(adjustmentKinds),
      instrument_zh: text(500),
      instrument_en: text(500),
      approving_body_zh: text(300),
      approving_body_en: text(300),
      regions: allOrCodes,
      // What each status asks of the dates is in `periods.rules.ts`.
      status: oneOf(adjustmentStatuses),
      approved_on: orNothing(date),
      in_force_from: orNothing(date),
      in_force_to: orNothing(date),
      dates_source: source,
      source,
    },
    key: ['code'],
    references: [to('regions.csv', 'regions'), to('sources.csv', 'dates_source'), sourced],
    fewest: 0,
  },
  'measures.csv': {
    columns: {
      no: number,
      task: number,
      theme: number,
      title_zh: text(200),
      title_en: text(300),
      text_zh: text(4000, { prose: true }),
      text_en: text(8000, { prose: true }),
      lead: code,
      supporting: codes,
      target_date: date,
      legal_adjustment: codes,
      regions: allUnlessCodes,
      counting_rule: leftOut(orNothing(countingRule)),
      dates_source: unclaimedSource,
      source,
    },
    key: ['no'],
    numbered: true,
    references: [
      to('tasks.csv', 'task'),
      to('themes.csv', 'task', 'theme'),
      to('departments.csv', 'lead'),
      to('departments.csv', 'supporting'),
      to('legal-adjustments.csv', 'legal_adjustment'),
      to('regions.csv', 'regions'),
      to('sources.csv', 'dates_source'),
      sourced,
    ],
    fewest: 1,
  },
  'proof-points.csv': {
    columns: {
      measure: number,
      no: number,
      required: yesOrNo,
      text_zh: text(1000, { prose: true }),
      text_en: text(2000, { prose: true }),
      source,
    },
    key: ['measure', 'no'],
    numbered: true,
    references: [to('measures.csv', 'measure'), sourced],
    fewest: 1,
  },
  // Figures that public sources state of the programme; a row is one wording.
  'statements.csv': {
    columns: {
      as_of: date,
      level: oneOf(['measure', 'work-item']),
      source: code,
      no: number,
      published_on: date,
      implemented: countOrNone,
      counted: countOrNone,
      wording_zh: text(500),
      wording_en: text(500),
    },
    key: ['as_of', 'level', 'source', 'no'],
    numbered: true,
    references: [sourced],
    fewest: 0,
    optional: true,
    beside: true,
  },
} satisfies Record<string, FileDefinition>;

export type CatalogueFile = keyof typeof catalogueFiles;
export const catalogueFileNames = Object.keys(catalogueFiles) as CatalogueFile[];

/** The definition of a file under its general type. */
export function definitionOf(file: CatalogueFile): FileDefinition {
  return catalogueFiles[file];
}

type Read<C> = C extends Column<infer T> ? T : never;

/** One row of a file as it was read; fields bear the names of the columns. */
export type CatalogueRow<F extends CatalogueFile> = {
  [K in keyof (typeof catalogueFiles)[F]['columns']]: Read<(typeof catalogueFiles)[F]['columns'][K]>;
};

/** A catalogue without faults: the rows of each file, numbered ones by number, others as they stood. */
export type Catalogue = { [F in CatalogueFile]: readonly CatalogueRow<F>[] };

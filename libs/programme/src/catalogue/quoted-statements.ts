import type { Text } from '#libs/platform';
import { type Borne, wordingFaults } from '#libs/wording';
import type { Catalogue, CatalogueRow } from './catalogue.files.js';
import type { CatalogueFault, FaultCode } from './fault.js';
import type { CheckedRow } from './table.rules.js';
import type { Tables } from './tables.js';

type Row = CatalogueRow<'statements.csv'>;

/** A figure that a public source states; it was not counted here. */
export interface QuotedStatement {
  programme: string;
  source: string;
  level: Row['level'];
  /** 'YYYY-MM-DD' */
  asOf: string;
  publishedOn: string;
  implemented: number;
  counted: number;
  /** In the order of their numbers. */
  wordings: Text[];
}

/** The statements of a catalogue; each row of the file is one wording. */
export function quotedStatements(catalogue: Catalogue): QuotedStatement[] {
  const [programme] = catalogue['programme.csv'];
  const statements = new Map<string, QuotedStatement>();
  for (const row of catalogue['statements.csv']) {
    const { level, source, as_of: asOf, published_on: publishedOn, implemented, counted } = row;
    const found = statements.get(nameOf(row));
    const statement = found ?? { source, level, asOf, publishedOn, implemented, counted, wordings: [] };
    const wording = { zh: row.wording_zh, en: row.wording_en };
    const wordings = [...statement.wordings, wording];
    statements.set(nameOf(row), { ...statement, programme: programme?.code ?? '', wordings });
  }
  return [...statements.values()];
}

/** Statements whose numbers or days contradict each other, and wordings that the numbers do not bear. */
export function statementFaults(tables: Tables): CatalogueFault[] {
  const first = new Map<string, CheckedRow<'statements.csv'>>();
  return tables['statements.csv'].rows.flatMap((row) => {
    const name = nameOf(row.cells);
    if (!first.has(name)) first.set(name, row);
    return [...contradictions(row, tables), ...unlike(row, first.get(name)!), ...wordingsNotBorne(row, tables)];
  });
}

/** A statement is named by its day, its level and its source. */
function nameOf({ as_of, level, source }: Partial<Row>): string {
  return [as_of, level, source].join('/');
}

function at(line: number, column: keyof Row, code: FaultCode, message: Text): CatalogueFault {
  return { file: 'statements.csv', row: line, column, code, message };
}

function contradictions({ line, cells }: CheckedRow<'statements.csv'>, tables: Tables): CatalogueFault[] {
  const { as_of, published_on, implemented, counted } = cells;
  const starts = tables['programme.csv'].rows[0]?.cells.starts_on;
  const early = { zh: '早于试点开始日期。', en: 'is before the start of the programme.' };
  const ahead = { zh: '公布日期早于截至日期。', en: 'is published before the day that it is about.' };
  const more = { zh: '落地数大于计入数。', en: 'has more implemented than counted.' };
  return [
    ...(as_of && starts && as_of < starts ? [at(line, 'as_of', 'order', early)] : []),
    ...(as_of && published_on && published_on < as_of ? [at(line, 'published_on', 'order', ahead)] : []),
    ...(implemented !== undefined && counted !== undefined && implemented > counted
      ? [at(line, 'implemented', 'order', more)]
      : []),
  ];
}

/** The rows of one statement say the same of it. */
function unlike({ line, cells }: CheckedRow<'statements.csv'>, first: CheckedRow<'statements.csv'>): CatalogueFault[] {
  return (['published_on', 'implemented', 'counted'] as const).flatMap((column) => {
    const [here, there] = [cells[column], first.cells[column]];
    if (here === undefined || there === undefined || here === there) return [];
    const message = {
      zh: `与第 ${first.line} 行同一口径的 ${there} 不一致。`,
      en: `differs from ${there} in row ${first.line}, which is of the same statement.`,
    };
    return [at(line, column, 'contradiction', message)];
  });
}

function wordingsNotBorne({ line, cells }: CheckedRow<'statements.csv'>, tables: Tables): CatalogueFault[] {
  const { as_of: asOf, level, implemented, counted } = cells;
  if (asOf === undefined || level === undefined || implemented === undefined || counted === undefined) return [];
  if (implemented > counted || !tables['tasks.csv'].whole || !tables['regions.csv'].whole) return [];
  const startsOn = tables['programme.csv'].rows[0]?.cells.starts_on;
  const [tasks, regions] = [tables['tasks.csv'].rows.length, tables['regions.csv'].rows.length];
  const figure: Borne = { implemented, counted, asOf, unit: level, startsOn, tasks, regions };
  return (['wording_zh', 'wording_en'] as const).flatMap((column) =>
    wordingFaults(cells[column] ?? '', figure, column)
      .filter(() => cells[column] !== undefined)
      .map(({ message }) => at(line, column, 'not-borne', message)),
  );
}

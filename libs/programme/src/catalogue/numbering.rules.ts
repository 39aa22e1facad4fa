import { catalogueFileNames, definitionOf } from './catalogue.files.js';
import type { CatalogueFault } from './fault.js';
import { keyOf } from './keys.rules.js';
import type { Table } from './table.rules.js';
import type { Tables } from './tables.js';

/** Numbers that are left out; each gap is named at the row that follows it. */
export function gaps(tables: Tables): CatalogueFault[] {
  return catalogueFileNames.flatMap((file) =>
    definitionOf(file).numbered && tables[file].whole ? gapsIn(tables[file]) : [],
  );
}

function gapsIn({ file, rows }: Table): CatalogueFault[] {
  const { key } = definitionOf(file);
  const column = key.at(-1) ?? '';
  const groups = new Map<string, { line: number; no: number }[]>();
  for (const row of rows) {
    const group = keyOf(row, key.slice(0, -1)) ?? '';
    groups.set(group, [...(groups.get(group) ?? []), { line: row.line, no: Number(keyOf(row, [column])) }]);
  }
  return [...groups.values()].flatMap((group) => {
    const numbers = group.sort((a, b) => a.no - b.no);
    return numbers.flatMap(({ line, no }, index): CatalogueFault[] => {
      const first = (numbers[index - 1]?.no ?? 0) + 1;
      if (no <= first) return [];
      const left = first === no - 1 ? `${first}` : `${first}–${no - 1}`;
      const message = {
        zh: `编号应连续：${no} 之前缺少 ${left}。`,
        en: `numbers must not skip: ${left} is missing before ${no}.`,
      };
      return [{ file, row: line, column, code: 'gap', message }];
    });
  });
}

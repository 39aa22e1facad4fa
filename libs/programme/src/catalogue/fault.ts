import { DomainError, type Language, type Text } from '#libs/platform';

/** Why a catalogue cannot be loaded, as a word for programs. */
export type FaultCode =
  | 'missing-file'
  | 'unreadable-file'
  | 'encoding'
  | 'quote'
  | 'no-rows'
  | 'too-many-rows'
  | 'missing-column'
  | 'unknown-column'
  | 'duplicate-column'
  | 'cell-count'
  | 'empty'
  | 'format'
  | 'duplicate-key'
  | 'unknown-reference'
  | 'gap'
  | 'lead-supports'
  | 'no-required-proof'
  | 'order'
  | 'contradiction'
  | 'not-borne'
  | 'incomplete';

/** One thing that is wrong with a catalogue, and where. */
export interface CatalogueFault {
  file: string;
  /** Line of the file, counted from 1 with the header; missing when the whole file is meant. */
  row?: number;
  column?: string;
  code: FaultCode;
  message: Text;
}

/** The fault on one line: `measures.csv:17 lead: …`. */
export function faultLine(fault: CatalogueFault, language: Language = 'en'): string {
  const row = fault.row === undefined ? '' : `:${fault.row}`;
  const column = fault.column === undefined ? '' : ` ${fault.column}`;
  return `${fault.file}${row}${column}: ${fault.message[language]}`;
}

/** Thrown instead of loading anything; its message names every fault, one per line. */
export class CatalogueError extends DomainError {
  constructor(readonly faults: readonly CatalogueFault[]) {
    super(
      422,
      'catalogue-faults',
      {
        zh: `方案目录有 ${faults.length} 处错误，未导入任何内容。`,
        en: `The catalogue has ${faults.length} fault(s); nothing was loaded.`,
      },
      faults.map((fault) => ({ code: fault.code, message: fault.message, pointer: pointer(fault) })),
    );
    this.name = 'CatalogueError';
    this.message = [this.text.en, ...this.lines()].join('\n');
  }

  lines(language: Language = 'en'): string[] {
    return this.faults.map((fault) => faultLine(fault, language));
  }
}

function pointer({ file, row, column }: CatalogueFault): string {
  return [file, row, column].filter((part) => part !== undefined).join('/');
}

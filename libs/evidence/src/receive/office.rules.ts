import { fault, FileRefused } from './file-fault.js';
import type { FileKind } from './file-kind.rules.js';

/** Most entries of a document; large presentations have some thousands. */
export const mostEntries = 10_000;
/** Most bytes of documents within a document, which are held in memory while they are looked into. */
export const mostEmbedded = 16 * 1024 * 1024;

const megabyte = 1024 * 1024;

/** Most bytes that a document of this size may expand to: a hundred times as much, between 20 and 500 megabytes. */
export function mostExpanded(size: number): number {
  return Math.min(500 * megabyte, Math.max(20 * megabyte, 100 * size));
}

export const expandsTooFar = fault(
  422,
  'file-expands-too-far',
  '该文件解压后过大（压缩炸弹），已拒绝。',
  'The file expands to far more than a document may hold (a zip bomb).',
);
export const tooManyEntries = fault(
  422,
  'file-too-many-entries',
  `该文件内部条目超过 ${mostEntries} 个，已拒绝。`,
  `The file has more than ${mostEntries} entries inside.`,
);
export const nested = fault(
  422,
  'file-nested-archive',
  '该文件内含其他压缩包，已拒绝。',
  'The file has another archive inside.',
);
export const damaged = fault(
  422,
  'file-damaged-archive',
  '该文件的压缩结构已损坏、加密或与其目录不符。',
  'The archive inside the file is damaged, encrypted, or not what its directory says.',
);
export const macros = fault(
  422,
  'file-has-macros',
  '不接受含宏的文件；请另存为 docx、xlsx 或 pptx 后重新上传。',
  'Files with macros are not taken; save it as docx, xlsx or pptx without them.',
);

const mainTypes: readonly [FileKind, string][] = [
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'],
  ['pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml'],
];

/** What `[Content_Types].xml` says that the document is. Throws FileRefused when it has macros. */
export function officeKind(contentTypes: string): FileKind | undefined {
  if (/macroEnabled|vbaProject|ms-office\.activeX/i.test(contentTypes)) throw new FileRefused(macros);
  return mainTypes.find(([, type]) => new RegExp(`["']${type.replace(/[.+]/g, '\\$&')}["']`).test(contentTypes))?.[0];
}

/** Whether an entry of this name holds macros, whatever the types say of it. */
export function isMacro(name: string): boolean {
  return /(^|\/)vba(Project|Data|ProjectSignature)[^/]*\.(bin|xml)$/i.test(name) || /(^|\/)macrosheets\//i.test(name);
}

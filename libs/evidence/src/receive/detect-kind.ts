import { open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type/core';
import { fault, type FileFault, FileRefused } from './file-fault.js';
import { everyFileKind, type FileKind, fileKinds } from './file-kind.rules.js';
import { inspectOffice } from './inspect-office.js';
import { TextCheck } from './text-check.js';

export interface Detected {
  kind: FileKind;
  mediaType: string;
}

/** What a file is, by its content. Throws FileRefused for everything that is not taken. */
export async function detectKind({ path, size }: { path: string; size: number }): Promise<Detected> {
  const handle = await open(path, 'r');
  try {
    const head = await read(handle, 0, Math.min(size, 4_100));
    const tail = await read(handle, Math.max(0, size - longestTail), Math.min(size, longestTail));
    const found = await kindOf(head, path, size, () => handle.createReadStream({ start: 0, autoClose: false }));
    if (isPolyglot(found.kind, head, tail)) throw new FileRefused(polyglot);
    return found;
  } finally {
    await handle.close();
  }
}

async function kindOf(
  head: Buffer,
  path: string,
  size: number,
  content: () => AsyncIterable<Buffer>,
): Promise<Detected> {
  if (head.toString('latin1', 0, 2) === 'PK') {
    const office = await inspectOffice(path, size);
    if (office) return detected(office);
    throw new FileRefused(wrongKind('zip'));
  }
  const type = await fileTypeFromBuffer(head).catch(() => undefined);
  const kind = type && byType[type.ext];
  if (kind) return detected(kind);
  // Before the other signatures, some of which are two letters that a text may well begin with.
  const encoding = await encodingOf(content());
  if (!encoding) throw new FileRefused(wrongKind(type?.ext));
  return { kind: 'text', mediaType: `text/plain; charset=${encoding}` };
}

const byType: Partial<Record<string, FileKind>> = { pdf: 'pdf', jpg: 'jpg', png: 'png', apng: 'png' };

const detected = (kind: FileKind): Detected => ({ kind, mediaType: fileKinds[kind].mediaType });

async function encodingOf(content: AsyncIterable<Buffer>): Promise<string | undefined> {
  const check = new TextCheck();
  for await (const chunk of content) if (!check.take(chunk)) return undefined;
  return check.end();
}

/** The end of a ZIP archive's directory with its longest comment. */
const longestTail = 65_557;

/** Two kinds at once: readers would not agree on what the file is. */
function isPolyglot(kind: FileKind, head: Buffer, tail: Buffer): boolean {
  const isZip = kind === 'docx' || kind === 'xlsx' || kind === 'pptx';
  if (kind !== 'pdf' && head.subarray(0, 1_024).includes('%PDF-')) return true;
  return !isZip && endsAsZip(tail);
}

function endsAsZip(tail: Buffer): boolean {
  const at = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (at < 0 || at + 22 > tail.length) return false;
  // Records that point nowhere are bytes by chance.
  const [entries, directory] = [tail.readUInt16LE(at + 10), tail.readUInt32LE(at + 12)];
  return entries > 0 && directory >= 46 * entries;
}

async function read(handle: Awaited<ReturnType<typeof open>>, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

const list = (language: 'zh' | 'en') => everyFileKind.map((kind) => fileKinds[kind].name[language]);

function wrongKind(found: string | undefined): FileFault {
  return fault(
    415,
    'file-kind',
    `不接受此类文件${found ? `（内容为 ${found}）` : ''}。可上传：${list('zh').join('、')}。`,
    `Files of this kind are not taken${found ? ` (the content is ${found})` : ''}. Taken are: ${list('en').join(', ')}.`,
  );
}

const polyglot = fault(415, 'file-two-kinds', '该文件同时是两种类型，已拒绝。', 'The file is of two kinds at once.');

import type { Text } from '#libs/platform';
import type { SheetFault } from './sheet.rules.js';

const byteOrderMark = [0xef, 0xbb, 0xbf];

const faults: Record<'utf16' | 'mark' | 'bytes', Text> = {
  utf16: {
    zh: '文件为 UTF-16 编码，请另存为 UTF-8（不带字节顺序标记）。',
    en: 'the file is UTF-16; save it as UTF-8 without a byte-order mark.',
  },
  mark: {
    zh: '文件带有字节顺序标记（BOM），请另存为不带标记的 UTF-8。',
    en: 'the file begins with a byte-order mark; save it as UTF-8 without one.',
  },
  bytes: { zh: '此行不是有效的 UTF-8 文字。', en: 'this line is not valid UTF-8.' },
};

/** A fault of encoding; what stands on its line is lost unless only a mark is at fault. */
export type EncodingFault = SheetFault & { lost: boolean };

/** The text of a file with a fault for each line that is not UTF-8; no text when nothing of it can be read. */
export function decode(bytes: Uint8Array): { text?: string; faults: EncodingFault[] } {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { faults: [fault(1, faults.utf16, true)] };
  }
  const marked = byteOrderMark.every((byte, index) => bytes[index] === byte);
  const body = marked ? bytes.subarray(byteOrderMark.length) : bytes;
  return {
    text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(body),
    faults: [
      ...(marked ? [fault(1, faults.mark, false)] : []),
      ...undecodableLines(body).map((line) => fault(line, faults.bytes, true)),
    ],
  };
}

function fault(line: number, message: Text, lost: boolean): EncodingFault {
  return { line, code: 'encoding', message, lost };
}

/** A line end never stands inside a character of UTF-8, so lines can be judged one by one. */
function undecodableLines(bytes: Uint8Array): number[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const lines: number[] = [];
  for (let start = 0, line = 1; start < bytes.length; line += 1) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      lines.push(line);
    }
    start = end + 1;
  }
  return lines;
}

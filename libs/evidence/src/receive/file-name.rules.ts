import { fault, type FileFault } from './file-fault.js';

/** As most file systems have it. */
export const longestName = 255;

const utf8 = new TextEncoder();
/** Names of devices, which some systems open instead of a file. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
/** Controls, marks that turn the direction of text, invisible ones, and what could not be decoded. */
const deceptive = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/u;

/** What is wrong with a file's name; undefined when it can be shown and stored. */
export function nameFault(name: string): FileFault | undefined {
  if (name.trim() === '') return fault(422, 'file-name-missing', '文件没有名称。', 'The file has no name.');
  if (deceptive.test(name)) {
    return fault(
      422,
      'file-name-characters',
      '文件名含有控制字符、方向控制符或无法识别的字符。',
      'The file name has control characters, marks that turn text round, or characters that cannot be read.',
    );
  }
  if (/[/\\]/.test(name) || name === '.' || name === '..' || /^[a-z]:/i.test(name)) {
    return fault(422, 'file-name-path', '文件名不得含有路径。', 'The file name must not have a path in it.');
  }
  if (reserved.test(name.trim()) || /[. ]$/.test(name)) {
    return fault(
      422,
      'file-name-reserved',
      '该文件名为系统保留名称，或以点、空格结尾。',
      'The file name is one that systems keep for devices, or ends in a dot or a space.',
    );
  }
  if (utf8.encode(name).length > longestName) {
    return fault(
      422,
      'file-name-long',
      `文件名不得超过 ${longestName} 字节（约 85 个汉字）。`,
      `The file name may have ${longestName} bytes at most.`,
    );
  }
  return undefined;
}

/** The parts of a relative path such as `12/notice.pdf`; each must be a name of its own. */
export function pathFault(path: string): FileFault | undefined {
  const parts = path.split('/');
  if (parts.length > 10) {
    return fault(422, 'file-name-path', '文件夹层级过多。', 'The folders are nested too deeply.');
  }
  for (const part of parts) {
    const found = nameFault(part);
    if (found) return found.code === 'file-name-missing' && parts.length > 1 ? emptyFolder : found;
  }
  return undefined;
}

const emptyFolder = fault(422, 'file-name-path', '文件路径有误。', 'The path of the file is faulty.');

/** The last part of a relative path. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

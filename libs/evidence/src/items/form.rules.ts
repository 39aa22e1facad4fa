import { invalid } from '#libs/platform';

/** The fields beside the files of an upload. */
export interface UploadForm {
  title?: string;
  confidential: boolean;
}

export const uploadFields = ['title', 'confidential'];

/** Reads the fields of an upload of so many files. Throws 422 with a pointer for each that is wrong. */
export function readForm(fields: Record<string, string>, files: number): UploadForm {
  const { confidential = 'false' } = fields;
  const title = fields['title']?.trim().normalize('NFC');
  const faults = [];
  if (!['true', 'false'].includes(confidential)) {
    faults.push({
      code: 'boolean',
      pointer: '/confidential',
      message: { zh: '须为 true 或 false。', en: 'Must be true or false.' },
    });
  }
  if (title !== undefined && (title.length > 200 || title === '' || /[\p{Cc}\p{Surrogate}]/u.test(title))) {
    faults.push({
      code: 'title',
      pointer: '/title',
      message: { zh: '标题须为 1 至 200 个字符。', en: 'The title must have 1 to 200 characters.' },
    });
  }
  if (title !== undefined && files > 1) {
    faults.push({
      code: 'title-for-one',
      pointer: '/title',
      message: { zh: '一次上传多个文件时不能指定标题。', en: 'A title can be given for one file only.' },
    });
  }
  if (faults.length > 0) throw invalid(faults);
  return { title, confidential: confidential === 'true' };
}

/** A title made of a file's name. */
export function titleOf(fileName: string): string {
  const plain = fileName.replace(/\.[^.]{1,10}$/u, '').trim();
  return [...(plain === '' ? fileName : plain)].slice(0, 100).join('');
}

import { badRequest, DomainError, invalid, type Text } from '#libs/platform';

/** Refusals of a whole request that brings files. */
const tooLarge = (code: string, text: Text) => new DomainError(413, code, text);

export const tooManyFiles = (most: number) =>
  tooLarge('too-many-files', {
    zh: `一次最多上传 ${most} 个文件。`,
    en: `One request may bring ${most} files at most.`,
  });

export const requestTooLarge = (bytes: number) =>
  tooLarge('request-too-large', {
    zh: `一次上传的总量不得超过 ${megabytes(bytes)} MB。`,
    en: `One request may bring ${megabytes(bytes)} MB at most.`,
  });

export const tooManyFields = () =>
  tooLarge('too-many-fields', { zh: '表单字段过多或过长。', en: 'The form has too many fields, or too long ones.' });

export const tooSlow = () =>
  new DomainError(408, 'upload-too-slow', {
    zh: '上传过慢，已中止。请检查网络后重试。',
    en: 'The upload came too slowly and was ended; try again over a better connection.',
  });

export const cutOff = () =>
  badRequest([
    {
      code: 'upload-cut-off',
      message: { zh: '上传未完成就中断了。', en: 'The upload ended before it was complete.' },
    },
  ]);

export const malformed = () =>
  badRequest([
    {
      code: 'multipart',
      message: { zh: '上传内容不是有效的 multipart/form-data。', en: 'The upload is not valid multipart/form-data.' },
    },
  ]);

export const notMultipart = () =>
  new DomainError(415, 'unsupported-media-type', {
    zh: '文件须以 multipart/form-data 上传。',
    en: 'Files must be sent as multipart/form-data.',
  });

export const noFile = () =>
  invalid([
    { code: 'file-missing', pointer: '/files', message: { zh: '请选择文件。', en: 'The request brings no file.' } },
  ]);

export const strangeField = (name: string) =>
  invalid([
    {
      code: 'unknown-field',
      pointer: `/${name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`,
      message: { zh: '不支持此字段，或其重复出现。', en: 'There is no such field here, or it is there twice.' },
    },
  ]);

const megabytes = (bytes: number) => Math.floor(bytes / (1024 * 1024));

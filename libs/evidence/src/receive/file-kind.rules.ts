import type { Text } from '#libs/platform';

interface KindFacts {
  name: Text;
  /** The first is added to a download whose name has none. */
  extensions: readonly string[];
  mediaType: string;
}

/** The kinds of files that are taken; what a file is follows from its content alone. */
export const fileKinds = {
  pdf: { name: { zh: 'PDF', en: 'PDF' }, extensions: ['pdf'], mediaType: 'application/pdf' },
  docx: {
    name: { zh: 'Word 文档', en: 'Word document' },
    extensions: ['docx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  xlsx: {
    name: { zh: 'Excel 工作簿', en: 'Excel workbook' },
    extensions: ['xlsx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  pptx: {
    name: { zh: 'PowerPoint 演示文稿', en: 'PowerPoint presentation' },
    extensions: ['pptx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  },
  jpg: { name: { zh: 'JPEG 图片', en: 'JPEG picture' }, extensions: ['jpg', 'jpeg'], mediaType: 'image/jpeg' },
  png: { name: { zh: 'PNG 图片', en: 'PNG picture' }, extensions: ['png'], mediaType: 'image/png' },
  text: {
    name: { zh: '纯文本', en: 'plain text' },
    extensions: ['txt', 'text', 'csv', 'md', 'log'],
    mediaType: 'text/plain',
  },
} as const satisfies Record<string, KindFacts>;

export type FileKind = keyof typeof fileKinds;

export const everyFileKind = Object.keys(fileKinds) as readonly FileKind[];

/** The kind of a stored media type; undefined for what is no evidence file. */
export function kindOfMediaType(mediaType: string): FileKind | undefined {
  const plain = mediaType.split(';', 1)[0];
  return everyFileKind.find((kind) => fileKinds[kind].mediaType === plain);
}

/** Whether a name's extension says something else than the content; a name without one says nothing. */
export function extensionContradicts(name: string, kind: FileKind): boolean {
  const extension = extensionOf(name);
  return extension !== undefined && !(fileKinds[kind].extensions as readonly string[]).includes(extension);
}

/** In small letters and without its dot. */
export function extensionOf(name: string): string | undefined {
  return /[^.]\.([^.\s]{1,10})$/u.exec(name)?.[1]?.toLowerCase();
}

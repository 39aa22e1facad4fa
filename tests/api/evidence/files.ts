import { deflateRawSync } from 'node:zlib';
import { ZipFile } from 'yazl';

/** Small real files by kind, each different from call to call where a mark is given. */
export const pdf = (mark = '') => Buffer.from(`%PDF-1.7\n1 0 obj << /Mark (${mark}) >> endobj\ntrailer << >>\n%%EOF\n`);
export const png = () =>
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
export const jpg = () =>
  Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    Buffer.alloc(64),
    Buffer.from('ffd9', 'hex'),
  ]);

const mainTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml',
  xlsm: 'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
};

type Entries = Record<string, Buffer | string>;

export async function zip(entries: Entries, { compress = true } = {}): Promise<Buffer> {
  const file = new ZipFile();
  for (const [name, content] of Object.entries(entries))
    file.addBuffer(Buffer.from(content as string), name, { compress });
  file.end();
  const chunks: Buffer[] = [];
  for await (const chunk of file.outputStream as unknown as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** An Office document as far as its container goes. */
export async function office(kind: keyof typeof mainTypes, more: Entries = {}): Promise<Buffer> {
  const types = `<?xml version="1.0"?><Types><Override PartName="/main.xml" ContentType="${mainTypes[kind]}"/></Types>`;
  return zip({ '[Content_Types].xml': types, 'main.xml': '<x/>', ...more });
}

export interface Part {
  /** Name of the form's field. */
  field?: string;
  filename?: string;
  /** The file name as it stands in the header, unescaped. */
  rawFilename?: Buffer;
  content: Buffer | string;
}

/** A multipart body as a browser makes it. */
export function multipart(parts: Part[], boundary = 'boundary-of-the-test'): Buffer {
  const written = parts.flatMap(({ field = 'file', filename, rawFilename, content }) => {
    const name = rawFilename ?? (filename === undefined ? undefined : Buffer.from(filename));
    return [
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${field}"`),
      ...(name ? [Buffer.from('; filename="'), name, Buffer.from('"\r\nContent-Type: application/octet-stream')] : []),
      Buffer.from('\r\n\r\n'),
      Buffer.from(content as string),
      Buffer.from('\r\n'),
    ];
  });
  return Buffer.concat([...written, Buffer.from(`--${boundary}--\r\n`)]);
}

export const uploadHeaders = {
  'content-type': 'multipart/form-data; boundary=boundary-of-the-test',
  'x-file-upload': '1',
};

export interface RawEntry {
  name: string;
  content?: Buffer;
  deflated?: boolean;
  /** The size that the directory tells; the true one when missing. */
  told?: number;
  encrypted?: boolean;
}

/** A ZIP archive as nobody makes it who means well. Checksums are left at 0. */
export function rawZip(entries: RawEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const {
    name,
    content = Buffer.alloc(0),
    deflated = false,
    told = content.length,
    encrypted = false,
  } of entries) {
    const bytes = deflated ? deflateRawSync(content) : content;
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(encrypted ? 1 : 0, 2);
    facts.writeUInt16LE(deflated ? 8 : 0, 4);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(told, 18);
    facts.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, Buffer.from(name), bytes]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, rest, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Multipart, MultipartFile, MultipartValue } from '@fastify/multipart';
import { Configuration, DomainError } from '#libs/platform';
import type { StagedFile } from '../store/blob-storage.js';
import { Staging } from '../store/staging.js';
import { storageFull } from '../store/storage-full.js';
import { Arrival } from './arrival.js';
import { detectKind } from './detect-kind.js';
import { fault, type FileFault, FileRefused, refusalOf } from './file-fault.js';
import { extensionContradicts, extensionOf, type FileKind, fileKinds } from './file-kind.rules.js';
import { lastPart, nameFault, pathFault } from './file-name.rules.js';
import { fieldBytes, type ReceiveLimits, usualPace } from './receive-limits.js';
import {
  cutOff,
  malformed,
  noFile,
  notMultipart,
  requestTooLarge,
  strangeField,
  tooManyFields,
  tooManyFiles,
} from './request-faults.js';

/** A file that has come in whole and is of a kind that is taken. */
export interface ReceivedFile extends StagedFile {
  /** Its name, without a path. */
  name: string;
  /** The name as it came, where paths are taken. */
  sentAs: string;
  kind: FileKind;
  mediaType: string;
}

/** A file that was not taken. */
export interface RefusedFile {
  sentAs: string;
  fault: FileFault;
}

export interface Received {
  /** In the order of the request. */
  files: (ReceivedFile | RefusedFile)[];
  fields: Record<string, string>;
}

const mostNameShown = 255;
/** Above this, a sender is not read to its end. */
const headerBytes = 16 * 1024;

/**
 * The one reader of requests that bring files: streamed to the disk, counted, hashed, known by their content. Nothing
 * stays on the disk once `use` has ended, however it ended; what it wants to keep it hands to `FileStore.keep`.
 */
@Injectable()
export class FileReceiver {
  constructor(
    private readonly staging: Staging,
    private readonly configuration: Configuration,
  ) {}

  /** The limits of the configuration for so many files, with what a route has to change. */
  limits(files: number, more: Partial<ReceiveLimits> = {}): ReceiveLimits {
    const megabyte = 1024 * 1024;
    return {
      files,
      fileBytes: this.configuration.EVIDENCE_FILE_MB * megabyte,
      requestBytes: this.configuration.EVIDENCE_REQUEST_MB * megabyte,
      pace: usualPace,
      ...more,
    };
  }

  /** One file and nothing less or more. Throws what is wrong with it as the refusal of the request. */
  async receiveFile<T>(
    request: FastifyRequest,
    limits: ReceiveLimits,
    use: (file: ReceivedFile, fields: Record<string, string>) => Promise<T>,
  ): Promise<T> {
    return this.receiveAll(request, { ...limits, files: 1 }, ([file], fields) => use(file!, fields));
  }

  /** One file or more, all of them good. */
  async receiveAll<T>(
    request: FastifyRequest,
    limits: ReceiveLimits,
    use: (files: ReceivedFile[], fields: Record<string, string>) => Promise<T>,
  ): Promise<T> {
    return this.receive(
      request,
      limits,
      ({ files, fields }) => {
        const good = files.map((file, place) => {
          if ('fault' in file) throw refusalOf(file.fault, place);
          return file;
        });
        return use(good, fields);
      },
      true,
    );
  }

  /** One file or more; what is wrong with one is told of that one alone. */
  async receive<T>(
    request: FastifyRequest,
    limits: ReceiveLimits,
    use: (received: Received) => Promise<T>,
    strict = false,
  ): Promise<T> {
    const received: Received = { files: [], fields: {} };
    try {
      await this.read(request, limits, received, strict);
      if (received.files.length === 0) throw noFile();
      return await use(received);
    } finally {
      for (const file of received.files) if ('path' in file) await this.staging.discard(file);
    }
  }

  private async read(request: FastifyRequest, limits: ReceiveLimits, received: Received, strict: boolean) {
    if (!request.isMultipart()) throw notMultipart();
    const arrival = new Arrival(request.raw, limits);
    let refused = true;
    try {
      if (Number(request.headers['content-length'] ?? 0) > limits.requestBytes) {
        throw requestTooLarge(limits.requestBytes);
      }
      await this.readParts(request, limits, received, arrival, strict);
      refused = false;
    } catch (error) {
      throw refusalOfParser(error, limits);
    } finally {
      arrival.end(refused);
    }
  }

  private async readParts(
    request: FastifyRequest,
    limits: ReceiveLimits,
    received: Received,
    arrival: Arrival,
    strict: boolean,
  ): Promise<void> {
    const parts = request.parts(parserOptions(limits));
    const first = parts.next();
    arrival.watch();
    for (let next = await within(first); !next.done; next = await within(parts.next())) {
      const part: Multipart = next.value;
      if (part.type === 'field') takeField(part, limits, received.fields);
      else {
        const file = await this.readFile(part, limits, arrival, strict);
        received.files.push(file);
        if (strict && 'fault' in file) throw refusalOf(file.fault, received.files.length - 1);
      }
      arrival.throwIfBroken();
    }

    async function within(step: Promise<IteratorResult<Multipart>>): Promise<IteratorResult<Multipart>> {
      step.catch(() => undefined);
      return Promise.race([step, arrival.broken]);
    }
  }

  /** Reads one file, in a lenient reading to its end, good or bad: the parser goes on only from there. */
  private async readFile(
    part: MultipartFile,
    limits: ReceiveLimits,
    arrival: Arrival,
    strict: boolean,
  ): Promise<ReceivedFile | RefusedFile> {
    const sentAs = (part.filename ?? '').normalize('NFC');
    const told = sentAs.slice(0, mostNameShown);
    const stop = (error: Error): void => void part.file.destroy(error);
    arrival.broken.catch(stop);
    const wrongName = limits.paths ? pathFault(sentAs) : nameFault(sentAs);
    if (wrongName) {
      if (!strict) for await (const _ of part.file);
      return { sentAs: told, fault: wrongName };
    }
    if (strict) part.file.once('limit', () => stop(new FileRefused(tooLarge(limits.fileBytes))));
    const name = limits.paths ? lastPart(sentAs) : sentAs;
    let staged: StagedFile | undefined;
    try {
      staged = await storageFull(() => this.staging.write(part.file));
      if (part.file.truncated) throw new FileRefused(tooLarge(limits.fileBytes));
      if (staged.size === 0) throw new FileRefused(empty);
      return { ...staged, name, sentAs: told, ...(await recognise(staged, name, limits)) };
    } catch (error) {
      if (staged) await this.staging.discard(staged);
      if (error instanceof FileRefused) return { sentAs: told, fault: error.fault };
      throw error;
    }
  }
}

const parserOptions = ({ files, fileBytes, fields = [] }: ReceiveLimits) => ({
  preservePath: true,
  throwFileSizeLimit: false,
  limits: {
    files,
    fileSize: fileBytes,
    fields: fields.length + 1,
    fieldSize: fieldBytes,
    // One more than allowed, so that the limit of files or fields speaks first.
    parts: files + fields.length + 2,
    headerPairs: 20,
    headerSize: headerBytes,
  },
  isPartAFile: (_name: string | undefined, _type: string | undefined, fileName: string | undefined) =>
    fileName !== undefined,
});

async function recognise(staged: StagedFile, name: string, { kinds }: ReceiveLimits) {
  const found = await detectKind(staged);
  if (kinds && !kinds.includes(found.kind)) throw new FileRefused(otherKind(found.kind, kinds));
  if (extensionContradicts(name, found.kind)) throw new FileRefused(contradiction(name, found.kind));
  return found;
}

function takeField(part: MultipartValue, { fields = [] }: ReceiveLimits, taken: Record<string, string>): void {
  const name = part.fieldname ?? '';
  if (part.valueTruncated || part.fieldnameTruncated) throw tooManyFields();
  if (!fields.includes(name) || Object.hasOwn(taken, name) || typeof part.value !== 'string') throw strangeField(name);
  taken[name] = part.value;
}

const byCode: Record<string, (limits: ReceiveLimits) => DomainError> = {
  FST_PARTS_LIMIT: ({ files }) => tooManyFiles(files),
  FST_FILES_LIMIT: ({ files }) => tooManyFiles(files),
  FST_FIELDS_LIMIT: () => tooManyFields(),
  FST_MP_PREMATURE_CLOSE: () => cutOff(),
  ECONNRESET: () => cutOff(),
};

/** The parser's errors are faults of the request; those of the disk are ours and stay as they are. */
function refusalOfParser(error: unknown, limits: ReceiveLimits): unknown {
  if (!(error instanceof Error) || error instanceof DomainError) return error;
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  const known = Object.hasOwn(byCode, code) ? byCode[code] : undefined;
  if (known) return known(limits);
  if (syscall !== undefined) return error;
  return /unexpected end|terminated early/i.test(error.message) ? cutOff() : malformed();
}

const empty = fault(422, 'file-empty', '文件是空的（0 字节）。', 'The file is empty (0 bytes).');

const tooLarge = (bytes: number): FileFault =>
  fault(
    413,
    'file-too-large',
    `单个文件不得超过 ${Math.floor(bytes / (1024 * 1024))} MB。`,
    `One file may have ${Math.floor(bytes / (1024 * 1024))} MB at most.`,
  );

function contradiction(name: string, kind: FileKind): FileFault {
  const extension = extensionOf(name) ?? '';
  const { zh, en } = fileKinds[kind].name;
  return fault(
    422,
    'file-name-contradicts',
    `文件名后缀为“.${extension}”，内容却是${zh}。`,
    `The file name says ".${extension}", but the content is: ${en}.`,
  );
}

function otherKind(kind: FileKind, kinds: readonly FileKind[]): FileFault {
  const names = (language: 'zh' | 'en', between: string) =>
    kinds.map((one) => fileKinds[one].name[language]).join(between);
  return fault(
    415,
    'file-kind',
    `此处不接受${fileKinds[kind].name.zh}。可上传：${names('zh', '、')}。`,
    `This kind (${fileKinds[kind].name.en}) is not taken here. Taken are: ${names('en', ', ')}.`,
  );
}

import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const bucket = 'evidence-test';
const region = 'cn-test-1';
const accessKey = 'test-access-key';
const secretKey = 'test-secret-key';

/** A small server that speaks S3 as far as the store needs it, and checks each request's signature (version 4). */
export class S3Server {
  readonly objects = new Map<string, { content: Buffer; storedAt: Date }>();
  readonly requests: string[] = [];
  /** Answers 503 to this many requests with a body. */
  failures = 0;
  private readonly uploads = new Map<string, Map<number, Buffer>>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error: Error) => response.writeHead(500).end(error.message));
    });
  }

  static async start(): Promise<S3Server> {
    const started = new S3Server();
    await new Promise<void>((resolve) => started.server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  place(more: { secretKey?: string } = {}) {
    const { port } = this.server.address() as AddressInfo;
    return { endpoint: `http://127.0.0.1:${port}`, bucket, region, accessKey, secretKey, ...more };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const url = new URL(request.url!, 'http://host');
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    if (!isSigned(request, url, body)) return refuse(response, 403, 'SignatureDoesNotMatch');
    if (body.length > 0 && this.failures > 0) {
      this.failures -= 1;
      return refuse(response, 400, 'IncompleteBody');
    }
    const [, inBucket, ...rest] = url.pathname.split('/');
    if (inBucket !== bucket) return refuse(response, 404, 'NoSuchBucket');
    const key = decodeURIComponent(rest.join('/'));
    if (key === '') return this.list(url, response);
    if (url.searchParams.has('uploads') || url.searchParams.has('uploadId')) {
      return this.inParts(request.method!, key, url, body, response);
    }
    return this.object(request.method!, key, body, response);
  }

  private object(method: string, key: string, body: Buffer, response: ServerResponse): void {
    if (method === 'PUT') {
      this.objects.set(key, { content: body, storedAt: new Date() });
      return void response.writeHead(200, { etag: etagOf(body) }).end();
    }
    if (method === 'DELETE') {
      this.objects.delete(key);
      return void response.writeHead(204).end();
    }
    const found = this.objects.get(key);
    if (!found) return refuse(response, 404, 'NoSuchKey', method === 'HEAD');
    const headers = {
      'content-length': found.content.length,
      etag: etagOf(found.content),
      'last-modified': found.storedAt.toUTCString(),
    };
    response.writeHead(200, headers).end(method === 'HEAD' ? undefined : found.content);
  }

  private inParts(method: string, key: string, url: URL, body: Buffer, response: ServerResponse): void {
    if (method === 'POST' && url.searchParams.has('uploads')) {
      const id = `upload-${this.uploads.size + 1}`;
      this.uploads.set(id, new Map());
      return xml(
        response,
        `<InitiateMultipartUploadResult><Bucket>${bucket}</Bucket><Key>${key}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    const parts = this.uploads.get(url.searchParams.get('uploadId') ?? '');
    if (!parts) return refuse(response, 404, 'NoSuchUpload');
    if (method === 'PUT') {
      parts.set(Number(url.searchParams.get('partNumber')), body);
      return void response.writeHead(200, { etag: etagOf(body) }).end();
    }
    const content = Buffer.concat([...parts].sort(([one], [other]) => one - other).map(([, part]) => part));
    this.objects.set(key, { content, storedAt: new Date() });
    this.uploads.delete(url.searchParams.get('uploadId')!);
    xml(
      response,
      `<CompleteMultipartUploadResult><Bucket>${bucket}</Bucket><Key>${key}</Key><ETag>${etagOf(content)}</ETag></CompleteMultipartUploadResult>`,
    );
  }

  private list(url: URL, response: ServerResponse): void {
    if (url.searchParams.has('uploads')) {
      return xml(response, `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>`);
    }
    // Two a page, so that paging is used.
    const after = url.searchParams.get('continuation-token') ?? '';
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(url.searchParams.get('prefix') ?? '')).sort();
    const page = keys.filter((key) => key > after).slice(0, 2);
    const more = keys.filter((key) => key > after).length > 2;
    const contents = page.map((key) => {
      const { content, storedAt } = this.objects.get(key)!;
      return `<Contents><Key>${key}</Key><LastModified>${storedAt.toISOString()}</LastModified><ETag>${etagOf(content)}</ETag><Size>${content.length}</Size></Contents>`;
    });
    const token = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    xml(
      response,
      `<ListBucketResult><Name>${bucket}</Name><IsTruncated>${more}</IsTruncated>${token}${contents.join('')}</ListBucketResult>`,
    );
  }
}

const etagOf = (content: Buffer) => `"${createHash('md5').update(content).digest('hex')}"`;

function xml(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?>${body}`);
}

function refuse(response: ServerResponse, status: number, code: string, bare = false): void {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(bare ? undefined : `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

/** Makes the signature anew from the request as it came, by the rules of AWS Signature Version 4. */
function isSigned({ method, headers }: IncomingMessage, url: URL, body: Buffer): boolean {
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
  const [, key, day, forRegion, signedHeaders, signature] = form.exec(headers.authorization ?? '') ?? [];
  if (key !== accessKey || forRegion !== region || !signedHeaders) return false;
  const payload = String(headers['x-amz-content-sha256']);
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha256(body)) return false;
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const names = signedHeaders.split(';');
  const canonical = [
    method,
    url.pathname,
    query.join('&'),
    ...names.map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    signedHeaders,
    payload,
  ].join('\n');
  const scope = `${day}/${forRegion}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const hmac = (by: string | Buffer, what: string) => createHmac('sha256', by).update(what).digest();
  const signing = [day!, forRegion, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretKey}`);
  return hmac(signing, text).toString('hex') === signature;
}

const sha256 = (what: string | Buffer) => createHash('sha256').update(what).digest('hex');
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

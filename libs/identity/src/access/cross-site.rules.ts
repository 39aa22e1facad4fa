import type { IncomingHttpHeaders } from 'node:http';

/** What a browser tells about where a request comes from, and what it sends. */
export interface Arrival {
  method: string;
  headers: IncomingHttpHeaders;
  /** The origin of PUBLIC_URL, where one is set. */
  publicOrigin?: string;
  /** Whether the route takes files. */
  takesFiles?: boolean;
}

/** A header that no form can send: with it a browser asks first, and is never told yes. */
export const uploadHeader = 'x-file-upload';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Why a request is refused before anything looks at it; undefined when it may pass. */
export function crossSiteFault(arrival: Arrival): 'cross-site' | 'media-type' | 'upload-header' | undefined {
  if (safeMethods.has(arrival.method)) return undefined;
  if (comesFromElsewhere(arrival)) return 'cross-site';
  if (arrival.takesFiles && sendsFiles(arrival.headers)) {
    return arrival.headers[uploadHeader] ? undefined : 'upload-header';
  }
  return sendsOnlyJson(arrival.headers) ? undefined : 'media-type';
}

function sendsFiles(headers: IncomingHttpHeaders): boolean {
  return /^multipart\/form-data *;/i.test(headers['content-type'] ?? '');
}

/** Programs send neither header and pass: they carry no cookie that somebody else's page could use. */
function comesFromElsewhere({ headers, publicOrigin }: Arrival): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  return headers.origin !== undefined && !isOwnOrigin(headers.origin, headers.host, publicOrigin);
}

/** Only the host is compared: behind a proxy that ends TLS this process sees http where the browser sees https. */
function isOwnOrigin(origin: string, host: string | undefined, publicOrigin: string | undefined): boolean {
  if (origin === publicOrigin) return true;
  if (!URL.canParse(origin) || host === undefined) return false;
  const { protocol, host: originHost } = new URL(origin);
  if (protocol !== 'https:' && publicOrigin?.startsWith('https:')) return false;
  return (
    URL.canParse(`${protocol}//${host}`) && originHost !== '' && new URL(`${protocol}//${host}`).host === originHost
  );
}

/** A form can send three media types without asking; JSON is none of them. */
function sendsOnlyJson(headers: IncomingHttpHeaders): boolean {
  const type = headers['content-type'];
  if (type !== undefined) return /^application\/json *(;|$)/i.test(type);
  return headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
}

import { crossSiteFault } from './cross-site.rules.js';

const json = { 'content-type': 'application/json', host: 'measures.example' };
const fault = (
  headers: Record<string, string>,
  { method = 'POST', publicOrigin }: { method?: string; publicOrigin?: string } = {},
) => crossSiteFault({ method, headers: { ...json, ...headers }, publicOrigin });

describe('from elsewhere', () => {
  it.each([
    ['Sec-Fetch-Site cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site same-site: a sibling host', { 'sec-fetch-site': 'same-site' }],
    ['a Sec-Fetch-Site that nobody knows', { 'sec-fetch-site': 'anything' }],
    ['another origin', { origin: 'https://evil.example' }],
    [
      'another origin beside a good Sec-Fetch-Site',
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ],
    ['an opaque origin', { origin: 'null' }],
    ['another port', { origin: 'https://measures.example:8443' }],
    ['a sibling host', { origin: 'https://other.measures.example' }],
    ['a name that begins alike', { origin: 'https://measures.example.evil.example' }],
    ['a scheme without a host', { origin: 'file://' }],
    ['no origin at all', { origin: '' }],
  ])('%s is refused', (_, headers) => {
    expect(fault(headers)).toBe('cross-site');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'get'])(
    'every method that is not known to be safe is guarded: %s',
    (method) => {
      expect(fault({ origin: 'https://evil.example' }, { method })).toBe('cross-site');
    },
  );

  it('the plain-http page of the same host is elsewhere when the product is served over https', () => {
    expect(fault({ origin: 'http://measures.example' }, { publicOrigin: 'https://measures.example' })).toBe(
      'cross-site',
    );
  });
});

describe('from here', () => {
  it.each([
    ['a program', {}],
    ['the own page', { origin: 'https://measures.example', 'sec-fetch-site': 'same-origin' }],
    ['the own page over plain http', { origin: 'http://measures.example' }],
    ['an address typed by hand', { 'sec-fetch-site': 'none' }],
    ['the default port, written out', { origin: 'https://measures.example', host: 'measures.example:443' }],
    ['another spelling of the host', { origin: 'https://measures.example', host: 'Measures.Example' }],
  ])('%s passes', (_, headers) => {
    expect(fault(headers)).toBeUndefined();
  });

  it('the public address passes behind a proxy that names another host', () => {
    const headers = { origin: 'https://measures.example', host: 'api-1:3000' };
    expect(fault(headers)).toBe('cross-site');
    expect(fault(headers, { publicOrigin: 'https://measures.example' })).toBeUndefined();
  });

  it.each(['GET', 'HEAD', 'OPTIONS'])('%s changes nothing and passes', (method) => {
    expect(fault({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, { method })).toBeUndefined();
  });
});

describe('to a route that takes files', () => {
  const files = { 'content-type': 'multipart/form-data; boundary=x', host: 'measures.example' };
  const sent = (headers: Record<string, string>, takesFiles = true) =>
    crossSiteFault({ method: 'POST', headers: { ...files, ...headers }, takesFiles });

  it('multipart passes with our header, and JSON as ever', () => {
    expect(sent({ 'x-file-upload': '1' })).toBeUndefined();
    expect(sent({ 'content-type': 'application/json' })).toBeUndefined();
  });

  it('without the header it is refused, and so is an empty one: a form could send that', () => {
    expect(sent({})).toBe('upload-header');
    expect(sent({ 'x-file-upload': '' })).toBe('upload-header');
  });

  it('the header does not help from elsewhere, for other types, or on other routes', () => {
    expect(sent({ 'x-file-upload': '1', origin: 'https://evil.example' })).toBe('cross-site');
    expect(sent({ 'x-file-upload': '1', 'content-type': 'application/x-www-form-urlencoded' })).toBe('media-type');
    expect(sent({ 'x-file-upload': '1', 'content-type': 'multipart/form-data' })).toBe('media-type');
    expect(sent({ 'x-file-upload': '1' }, false)).toBe('media-type');
  });
});

describe('what is sent', () => {
  it.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/plain; charset=application/json',
    'application/json garbage',
    'application/json\tx',
    'application/jsonp',
    'application/merge-patch+json',
    '',
  ])('%j is no JSON', (type) => {
    expect(fault({ 'content-type': type })).toBe('media-type');
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/json ;charset=utf-8',
  ])('%j is JSON', (type) => {
    expect(fault({ 'content-type': type })).toBeUndefined();
  });

  it('a body must say what it is; no body needs not', () => {
    const headers = { host: 'measures.example' };
    expect(crossSiteFault({ method: 'POST', headers: { ...headers, 'content-length': '2' } })).toBe('media-type');
    expect(crossSiteFault({ method: 'POST', headers: { ...headers, 'transfer-encoding': 'chunked' } })).toBe(
      'media-type',
    );
    expect(crossSiteFault({ method: 'POST', headers: { ...headers, 'content-length': '0' } })).toBeUndefined();
    expect(crossSiteFault({ method: 'DELETE', headers })).toBeUndefined();
  });
});

const text = {
  type: 'object',
  required: ['zh', 'en'],
  properties: { zh: { type: 'string' }, en: { type: 'string' } },
};

/** RFC 9457 as this product speaks it. */
export const problemSchemas = {
  Text: { ...text, description: 'A text for people in both languages.' },
  Blocker: {
    type: 'object',
    description: 'A reason why something cannot be done.',
    required: ['code', 'message'],
    properties: {
      code: { type: 'string', description: 'Stable word for programs.' },
      message: { $ref: '#/components/schemas/Text' },
      pointer: {
        type: 'string',
        description: 'JSON pointer into the body, or the name of a query parameter or header.',
      },
    },
  },
  Problem: {
    type: 'object',
    description:
      'A refusal per RFC 9457. Texts are in the language of Accept-Language; further members depend on the code.',
    required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
    properties: {
      type: { type: 'string', format: 'uri-reference', examples: ['/problems/stale-version'] },
      title: { type: 'string' },
      status: { type: 'integer', minimum: 400, maximum: 599 },
      detail: { type: 'string' },
      instance: { type: 'string', format: 'uri', description: 'URN of the request id.' },
      code: { type: 'string', description: 'Stable word for programs; the last part of the type.' },
      errors: {
        type: 'array',
        description: 'The faults that have a place in the request.',
        items: {
          type: 'object',
          required: ['pointer', 'code', 'detail'],
          properties: { pointer: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } },
        },
      },
      blockers: {
        type: 'array',
        description: 'Every reason, in both languages; with every refusal below 500.',
        items: { $ref: '#/components/schemas/Blocker' },
      },
    },
  },
};

const because: Record<string, string> = {
  400: 'The request is malformed.',
  401: 'Nobody is signed in.',
  403: 'The person signed in may not do this.',
  404: 'There is no such thing, or none that this person may know of.',
  409: 'This cannot be done in the present state.',
  412: 'The thing has changed since the caller saw it.',
  415: 'The content is not JSON in UTF-8.',
  422: 'The content has faults.',
  428: 'If-Match is missing.',
  429: 'Too many requests; Retry-After says when to come back.',
  503: 'The service is unavailable for the moment; Retry-After says when to come back.',
};

/** The response that documents a refusal of this status. */
export function problemResponse(status: string): { description: string; content: object } {
  return {
    description: because[status] ?? 'Any other refusal.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

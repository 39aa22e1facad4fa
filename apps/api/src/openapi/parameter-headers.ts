import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { IdempotencyKey, IfMatch } from '#libs/platform';
import type { Handler, ParameterFactory } from '../handlers.js';

class Probe {
  read(@IfMatch() _version: unknown, @IdempotencyKey() _once: unknown): void {}
}

/** Nest keeps the function behind a parameter decorator; by it we recognise the decorator on other handlers. */
const [ifMatch, idempotencyKey] = Object.values(
  Reflect.getMetadata(ROUTE_ARGS_METADATA, Probe, 'read') as Record<
    string,
    { index: number; factory: ParameterFactory }
  >,
)
  .sort((a, b) => a.index - b.index)
  .map(({ factory }) => factory);

const reads = ({ parameters }: Handler, factory: ParameterFactory | undefined): boolean =>
  parameters.some((parameter) => parameter.factory === factory);

/** True for acts on a version that the caller saw. */
export function readsVersion(handler: Handler): boolean {
  return reads(handler, ifMatch);
}

/** The headers that a handler reads, as OpenAPI parameters. */
export function headerParameters(handler: Handler): object[] {
  return [
    ...(readsVersion(handler) ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
    ...(reads(handler, idempotencyKey) ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ];
}

export const headerComponents = {
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'The ETag of the version that the caller saw. 428 when missing, 412 when the thing has changed since.',
    schema: { type: 'string', examples: ['"7"'] },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Any text that the caller makes up once per act: a repetition with the same key gets the first answer and does nothing.',
    schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
  },
};

import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { badRequest, type Blocker, invalid } from '#libs/platform';
import { faultsOf } from './faults.js';

class Faults extends Error {
  constructor(readonly errors: ValidationError[]) {
    super('invalid');
  }
}

/**
 * Checks bodies, queries and path parameters against their classes. A faulty body is 422 with JSON pointers, a faulty
 * query or path 400 with the parameters' names. Nothing is converted unless the class says so with `@Transform` or `@Type`.
 */
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      transform: true,
      transformOptions: { enableImplicitConversion: false },
      validationError: { target: true, value: true },
      exceptionFactory: (errors) => new Faults(errors),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      if (!(error instanceof Faults)) throw error;
      const faults = faultsOf(error.errors);
      throw metadata.type === 'body' ? invalid(faults) : badRequest(faults.map(byName));
    }
  }
}

/** `limit` instead of `/limit`: a query is no JSON document. */
const byName = (fault: Blocker): Blocker => ({ ...fault, pointer: fault.pointer?.slice(1) });

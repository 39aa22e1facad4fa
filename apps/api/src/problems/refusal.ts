import { HttpException } from '@nestjs/common';
import { DomainError } from '#libs/platform';
import type { ConstraintProblems } from './constraints.js';
import { refusalOfDatabaseError } from './database-errors.js';
import { plainRefusal, type Refusal } from './problem.js';
import { refusalOfDomainError } from './refusal-of-domain-error.js';

/** The refusal that any thrown value stands for; 500 when nobody foresaw it. */
export function refusalOf(thrown: unknown, constraints: ConstraintProblems): Refusal {
  if (thrown instanceof DomainError) return refusalOfDomainError(thrown);
  if (thrown instanceof HttpException) return plainRefusal(thrown.getStatus());
  if (thrown instanceof Error) {
    const { statusCode } = thrown as Error & { statusCode?: unknown };
    // Fastify's own refusals carry a status.
    if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return plainRefusal(statusCode);
    return refusalOfDatabaseError(thrown, constraints) ?? plainRefusal(500);
  }
  return plainRefusal(500);
}

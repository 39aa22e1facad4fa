import type { ConstraintProblems } from './constraints.js';
import { plainRefusal, type Refusal } from './problem.js';
import { refusalOfDomainError } from './refusal-of-domain-error.js';

/** The parts of an error of PostgreSQL that may be read; `detail` and parameters hold people's data and may not. */
interface DatabaseError {
  code?: string;
  constraint?: string;
  /** Set on errors of the socket. */
  syscall?: string;
  message: string;
}

/** SQLSTATEs and socket codes after which the same request may well succeed. */
const passing = new Set([
  '40001', // serialization failure, still after the retries
  '40P01', // deadlock
  '55P03', // lock timeout
  '57014', // statement timeout
  '57P01',
  '57P02',
  '57P03',
  '57P05', // shutting down, crashed, starting up, idle too long
  '25P03', // idle in transaction too long
  '25006', // read only: a standby that was promoted elsewhere
  'ECONNRESET',
  'EPIPE', // cut off in the middle
]);

/** Calls that fail when the server cannot be reached. */
const socketCalls = new Set(['connect', 'getaddrinfo']);

/** How messages about a lost connection begin that carry no code. */
const lostConnection = [
  'Connection terminated',
  'Client has encountered a connection error',
  'timeout exceeded when trying to connect',
  'Driver not Connected',
  'Cannot use a pool after calling end',
];

/** Seconds; long enough for a restart of the server to be under way. */
const retryAfter = 5;

/** The refusal that an error of the database stands for, or undefined when it is an error of ours. */
export function refusalOfDatabaseError(error: Error, constraints: ConstraintProblems): Refusal | undefined {
  const { code = '', constraint, syscall = '', message } = driverError(error);
  // Constraints by their names; refusals of the product's own functions and triggers by SQLSTATE.
  const name = [constraint, code].find((one) => one !== undefined && Object.hasOwn(constraints, one));
  const known = name === undefined ? undefined : constraints[name];
  if (known) return refusalOfDomainError(known());
  // Classes 08 and 53: connection exceptions and a server short of connections, memory or disk.
  const isPassing =
    passing.has(code) ||
    socketCalls.has(syscall) ||
    /^(08|53)...$/.test(code) ||
    (code === '' && lostConnection.some((beginning) => message.startsWith(beginning)));
  return isPassing ? plainRefusal(503, { retryAfter }) : undefined;
}

/** TypeORM wraps what the driver threw. */
export function driverError(error: Error): DatabaseError {
  return 'driverError' in error && error.driverError instanceof Error ? error.driverError : error;
}

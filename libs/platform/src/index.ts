export { canonicalJson } from './canonical-json.js';
export { Calendar, Clock, dateIn, SystemClock, timeIn } from './clock.js';
export { Configuration, ConfigurationError, configurationNames, loadConfiguration } from './configuration.js';
export {
  badRequest,
  type Blocker,
  conflict,
  DomainError,
  forbidden,
  illegalMove,
  invalid,
  notFound,
  notSignedIn,
  preconditionRequired,
  type ProblemStatus,
  staleVersion,
} from './errors.js';
export { createLogger, NestLogger } from './logger.js';
export { LOGGER, PlatformModule, type PlatformParts } from './platform.module.js';
export { publicAddress } from './public-address.js';
export { type Language, languages, preferredLanguage, type Text } from './text.js';
export type { Answer } from './http/answer.js';
export { entityTag, IfMatch, versionOf } from './http/if-match.js';
export { IdempotencyKey, type OnceKey, requireKey } from './http/once-key.js';
export {
  dayAfter,
  type DayKind,
  isWeekend,
  publishedDays,
  publishedYears,
  WorkingDays,
  type YearArrangement,
} from './working-days.js';

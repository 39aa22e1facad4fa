import type { Logger } from 'pino';
import type { Configuration } from '#libs/platform';

/** What the loaders of a first start's contents are given. */
export interface ContentsParts {
  /** The migrated database; `configuration.DATABASE_URL` names the same. */
  url: string;
  configuration: Configuration;
  logger: Logger;
  /** Password of the accounts to make. */
  password: string;
  /** Shows the person who waits how far it is: each call replaces the line before. */
  progress: (line: string) => void;
}

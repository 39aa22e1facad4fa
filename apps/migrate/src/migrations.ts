import { auditMigrations } from '#libs/audit';
import { databaseMigrations } from '#libs/database';
import { demonstrationMigrations } from '#libs/demonstration';
import { digestsMigrations } from '#libs/digests';
import { identityMigrations } from '#libs/identity';
import { implementationMigrations } from '#libs/implementation';
import { notificationsMigrations } from '#libs/notifications';
import { programmeMigrations } from '#libs/programme';
import { progressMigrations } from '#libs/progress';
import { queuesMigrations } from '#libs/queues';

/** The migrations of every lib; the timestamps in their names, which follow the order of the libs, are the order they run in. */
export const migrations = [
  ...databaseMigrations,
  ...queuesMigrations,
  ...auditMigrations,
  ...identityMigrations,
  ...programmeMigrations,
  ...implementationMigrations,
  ...progressMigrations,
  ...notificationsMigrations,
  ...digestsMigrations,
  ...demonstrationMigrations,
];

import { auditMigrations } from '#libs/audit';
import { databaseMigrations } from '#libs/database';
import { demonstrationMigrations } from '#libs/demonstration';
import { digestsMigrations } from '#libs/digests';
import { discussionMigrations } from '#libs/discussion';
import { evidenceMigrations } from '#libs/evidence';
import { identityMigrations } from '#libs/identity';
import { implementationMigrations } from '#libs/implementation';
import { notificationsMigrations } from '#libs/notifications';
import { papersMigrations } from '#libs/papers';
import { programmeMigrations } from '#libs/programme';
import { progressMigrations } from '#libs/progress';
import { publicationMigrations } from '#libs/publication';
import { queuesMigrations } from '#libs/queues';
import { reviewMigrations } from '#libs/review';

/** The migrations of every lib; the timestamps in their names, which follow the order of the libs, are the order they run in. */
export const migrations = [
  ...databaseMigrations,
  ...queuesMigrations,
  ...auditMigrations,
  ...identityMigrations,
  ...programmeMigrations,
  ...implementationMigrations,
  ...reviewMigrations,
  ...evidenceMigrations,
  ...discussionMigrations,
  ...papersMigrations,
  ...progressMigrations,
  ...publicationMigrations,
  ...notificationsMigrations,
  ...digestsMigrations,
  ...demonstrationMigrations,
];

import { IdempotencyKey20261123000100 } from './20261123000100-idempotency-key.js';

export const databaseMigrations = [IdempotencyKey20261123000100];

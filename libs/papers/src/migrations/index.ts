import { SignedScan20261124000900 } from './20261124000900-signed-scan.js';

export const papersMigrations = [SignedScan20261124000900];

import { Evidence20261124000300 } from './20261124000300-evidence.js';

export const evidenceMigrations = [Evidence20261124000300];

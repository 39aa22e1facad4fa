import { Identity20261123000400 } from './20261123000400-identity.js';

export const identityMigrations = [Identity20261123000400];

import { Identity20261123000400 } from './20261123000400-identity.js';
import { Substitutes20261124000100 } from './20261124000100-substitutes.js';

export const identityMigrations = [Identity20261123000400, Substitutes20261124000100];

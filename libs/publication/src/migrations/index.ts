import { Statement20261124001100 } from './20261124001100-statement.js';

export const publicationMigrations = [Statement20261124001100];

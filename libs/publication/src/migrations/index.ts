import { Statement20261124001100 } from './20261124001100-statement.js';
import { QuotedStatement20261124001400 } from './20261124001400-quoted-statement.js';

export const publicationMigrations = [Statement20261124001100, QuotedStatement20261124001400];

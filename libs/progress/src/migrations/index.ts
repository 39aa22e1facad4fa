import { Completion20261123000800 } from './20261123000800-completion.js';
import { RuleAdopted20261124001210 } from './20261124001210-rule-adopted.js';

export const progressMigrations = [Completion20261123000800, RuleAdopted20261124001210];

import { Completion20261123000800 } from './20261123000800-completion.js';
import { RuleAdopted20261124001210 } from './20261124001210-rule-adopted.js';
import { CompletionSnapshot20261124001500 } from './20261124001500-completion-snapshot.js';
import { Attention20261124001600 } from './20261124001600-attention.js';

export const progressMigrations = [
  Completion20261123000800,
  RuleAdopted20261124001210,
  CompletionSnapshot20261124001500,
  Attention20261124001600,
];

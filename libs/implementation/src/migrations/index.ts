import { ReviewActs20261124000400 } from './20261124000400-review-acts.js';
import { WorkItem20261123000600 } from './20261123000600-work-item.js';
import { AdjustmentGate20261124000420 } from './20261124000420-adjustment-gate.js';
import { Terms20261124000810 } from './20261124000810-terms.js';

export const implementationMigrations = [
  WorkItem20261123000600,
  ReviewActs20261124000400,
  AdjustmentGate20261124000420,
  Terms20261124000810,
];

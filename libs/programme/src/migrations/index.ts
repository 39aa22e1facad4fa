import { LegalAdjustmentLife20261124000200 } from './20261124000200-legal-adjustment-life.js';
import { Calendar20261124000800 } from './20261124000800-calendar.js';
import { Programme20261123000500 } from './20261123000500-programme.js';
import { MeasureCountingRule20261124001200 } from './20261124001200-measure-counting-rule.js';

export const programmeMigrations = [
  Programme20261123000500,
  LegalAdjustmentLife20261124000200,
  Calendar20261124000800,
  MeasureCountingRule20261124001200,
];

import { Notice20261123000900 } from './20261123000900-notice.js';
import { EveryAudience20261124000700 } from './20261124000700-every-audience.js';
import { StatementNotices20261124001220 } from './20261124001220-statement-notices.js';
import { StatementWarning20261124001410 } from './20261124001410-statement-warning.js';

export const notificationsMigrations = [
  Notice20261123000900,
  EveryAudience20261124000700,
  StatementNotices20261124001220,
  StatementWarning20261124001410,
];

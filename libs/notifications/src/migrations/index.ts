import { Notice20261123000900 } from './20261123000900-notice.js';

export const notificationsMigrations = [Notice20261123000900];

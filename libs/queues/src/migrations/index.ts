import { Outbox20261123000200 } from './20261123000200-outbox.js';

export const queuesMigrations = [Outbox20261123000200];

import { Review20261124000500 } from './20261124000500-review.js';
import { Reminder20261124000820 } from './20261124000820-reminder.js';

export const reviewMigrations = [Review20261124000500, Reminder20261124000820];

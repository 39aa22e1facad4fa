import { Discussion20261124000600 } from './20261124000600-discussion.js';

export const discussionMigrations = [Discussion20261124000600];

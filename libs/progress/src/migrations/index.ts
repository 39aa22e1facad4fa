import { Completion20261123000800 } from './20261123000800-completion.js';

export const progressMigrations = [Completion20261123000800];

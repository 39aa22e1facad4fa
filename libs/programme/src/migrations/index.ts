import { Programme20261123000500 } from './20261123000500-programme.js';

export const programmeMigrations = [Programme20261123000500];

import { Demonstration20261123001100 } from './20261123001100-demonstration.js';

export const demonstrationMigrations = [Demonstration20261123001100];

import { Digest20261123001000 } from './20261123001000-digest.js';

export const digestsMigrations = [Digest20261123001000];

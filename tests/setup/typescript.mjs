// `node --import ./tests/setup/typescript.mjs <file>.ts` runs TypeScript from the sources, without a build.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);

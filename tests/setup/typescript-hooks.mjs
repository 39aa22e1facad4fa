import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';
import { typescriptOptions } from './swc-options.mjs';

const libs = new URL('../../libs/', import.meta.url);

/** `#libs/<name>` is the source of that lib; `./x.js` is `./x.ts` where only that exists. */
export async function resolve(specifier, context, next) {
  const lib = /^#libs\/([\w-]+)$/.exec(specifier)?.[1];
  if (lib) return { url: new URL(`${lib}/src/index.ts`, libs).href, format: 'module', shortCircuit: true };
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.endsWith('.ts')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const file = fileURLToPath(url);
  const { code } = await transform(await readFile(file, 'utf8'), {
    ...typescriptOptions(file),
    module: { type: 'es6' },
  });
  return { format: 'module', source: code, shortCircuit: true };
}

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync, version } from '@swc/core';
import { typescriptOptions } from './swc-options.mjs';

const own = ['./transform.mjs', './swc-options.mjs']
  .map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'))
  .join('');
const packageTypes = new Map();

/** Whether the nearest package.json declares ES modules. */
function inModulePackage(file) {
  const folder = dirname(file);
  if (!packageTypes.has(folder)) {
    const manifest = join(folder, 'package.json');
    const answer = existsSync(manifest)
      ? JSON.parse(readFileSync(manifest, 'utf8')).type === 'module'
      : folder !== dirname(folder) && inModulePackage(folder);
    packageTypes.set(folder, answer);
  }
  return packageTypes.get(folder);
}

function isModule(file, source) {
  if (file.endsWith('.cjs')) return false;
  return file.endsWith('.mjs') || inModulePackage(file) || /^\s*(import|export)\b/m.test(source);
}

/** For Jest, which runs CommonJS: turns our TypeScript and the packages that ship ES modules only; the rest stays as it is. */
export default {
  getCacheKey: (source, file, { instrument }) =>
    createHash('sha256').update([own, version, file, instrument, source].join('\0')).digest('hex'),

  process(source, file) {
    const isTypeScript = /\.tsx?$/.test(file);
    if (!isTypeScript && !isModule(file, source)) return { code: source };
    const options = isTypeScript
      ? typescriptOptions(file)
      : { filename: file, configFile: false, swcrc: false, jsc: { target: 'es2023' } };
    // Hoists jest.mock above the imports; without it mocks are silently not applied.
    const transform = { ...options.jsc.transform, hidden: { jest: true } };
    return transformSync(source, {
      ...options,
      jsc: { ...options.jsc, transform },
      sourceMaps: 'inline',
      module: { type: 'commonjs' },
    });
  },
};

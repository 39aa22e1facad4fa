import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Clocks and the environment are read in libs/platform, so that tests and the demonstration can set them. */
const clockAndEnvironment = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take Clock (security) or Calendar (business) of #libs/platform; performance.now() measures spans.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take Clock (security) or Calendar (business) of #libs/platform.',
  },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Add the setting to Configuration of #libs/platform and read it from there.',
  },
];

/** Statements are constant texts, their values are parameters. Where fixed texts are joined, a comment says so. */
const constantSql = [
  {
    selector:
      'CallExpression[callee.property.name=/^(query|rows|row|exec)$/] > TemplateLiteral.arguments:first-child[expressions.length>0]',
    message: 'Pass values as parameters; a statement is a constant text.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(query|rows|row|exec)$/] > BinaryExpression.arguments:first-child',
    message: 'Pass values as parameters; a statement is a constant text.',
  },
];

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'coverage/', '.data/', 'apps/web/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-implied-eval': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true },
      ],
      // Injected classes are values at run time: Nest reads them from the metadata of the constructor.
      '@typescript-eslint/consistent-type-imports': 'off',
      // Nest's modules are classes with nothing in them.
      '@typescript-eslint/no-extraneous-class': 'off',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
      eqeqeq: 'error',
      'prefer-const': ['error', { ignoreReadBeforeAssign: true }],
      // Rules about text look for control characters on purpose.
      'no-control-regex': 'off',
      'max-lines': ['error', { max: 300 }],
    },
  },
  {
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...clockAndEnvironment, ...constantSql] },
  },
  {
    // Where the outside is met: the clock itself, the server's processes and the person at the terminal.
    files: [
      'libs/platform/**',
      'libs/testing/**',
      'libs/database/src/embedded/**',
      'apps/standalone/**',
      '**/*.spec.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...constantSql] },
  },
  {
    // Migrations join fixed texts, and no input is within their reach.
    files: ['libs/*/src/migrations/**'],
    rules: { 'no-restricted-syntax': ['error', ...clockAndEnvironment] },
  },
  {
    files: ['libs/**/*.rules.ts', 'libs/**/*.policy.ts', 'libs/**/*.lifecycle.ts', 'apps/**/*.rules.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@nestjs/*', 'typeorm', 'pg', 'ioredis', 'fastify', 'node:fs', 'node:fs/*', 'node:http'],
              allowTypeImports: true,
              message: 'Rules, policies and lifecycles are pure.',
            },
            {
              group: ['bullmq'],
              allowImportNames: ['getNextMillis'],
              message: 'Of BullMQ only its cron arithmetic is pure.',
            },
          ],
        },
      ],
      'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval'],
    },
  },
  {
    // Tests say things that the product must not, such as broken bodies, and read whole stories in one file.
    files: ['tests/**/*.ts', '**/*.spec.ts'],
    rules: { 'max-lines': ['error', { max: 500 }], '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'console',
          'process',
          'Buffer',
          'URL',
          'setTimeout',
          'clearTimeout',
          'performance',
          'module',
          'require',
          'fetch',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);

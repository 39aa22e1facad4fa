/** The libs in the order of the house: a lib imports only libs that stand before it. */
const order = [
  'platform',
  'database',
  'queues',
  'audit',
  'identity',
  'workflow',
  'wording',
  'programme',
  'evidence',
  'implementation',
  'review',
  'discussion',
  'papers',
  'progress',
  'publication',
  'notifications',
  'digests',
  'desk',
  'demonstration',
  'testing',
];

const upward = order.slice(0, -1).map((lib, place) => ({
  name: `downward-only-${lib}`,
  comment: `${lib} may import only what stands before it in the order of the house`,
  severity: 'error',
  from: { path: `^libs/${lib}/` },
  to: { path: `^libs/(${order.slice(place + 1).join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'known-lib',
      comment: 'A new lib takes its place in the order at the top of this file',
      severity: 'error',
      from: {},
      to: { path: '^libs/[^/]+/', pathNot: `^libs/(${order.join('|')})/` },
    },
    {
      name: 'one-door',
      comment: 'From outside, a lib is imported through its index only',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'one-door-of-apps',
      comment: 'Apps and tests come in through the index of a lib as well',
      severity: 'error',
      from: { path: '^(apps|tests)/', pathNot: ['^tests/setup/', '^tests/database/'] },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'inside-of-database',
      comment: 'Tests of the embedded server, and the set-up that starts one for all tests, look inside that lib only',
      severity: 'error',
      from: { path: ['^tests/setup/', '^tests/database/'] },
      to: {
        path: '^libs/',
        pathNot: [
          '^libs/[^/]+/src/index\\.ts$',
          '^libs/database/src/embedded/',
          '^libs/testing/src/test-cluster\\.ts$',
        ],
      },
    },
    {
      name: 'not-through-own-door',
      comment: 'Inside a lib, import the file itself: the index would make a cycle',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/$1/src/index\\.ts$' },
    },
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'apps-apart',
      comment: 'Only standalone puts the others together; setup shares its loaders',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/(standalone|setup)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-below-apps',
      comment: 'A lib knows no app; the test client starts the HTTP door, late and once',
      severity: 'error',
      from: { path: '^libs/', pathNot: '^libs/testing/src/client\\.ts$' },
      to: { path: '^apps/' },
    },
    {
      name: 'testing-in-tests-only',
      severity: 'error',
      from: { pathNot: ['^tests/', '^libs/testing/', '\\.spec\\.ts$'] },
      to: { path: '^libs/testing/' },
    },
    { name: 'product-without-tests', severity: 'error', from: { path: '^(apps|libs)/' }, to: { path: '^tests/' } },
    {
      name: 'pure',
      comment: 'Rules, policies and lifecycles know no framework, no database and no clock',
      severity: 'error',
      from: { path: '\\.(rules|policy|lifecycle)\\.ts$' },
      to: {
        dependencyTypesNot: ['type-only'],
        path: 'node_modules/(@nestjs|typeorm|pg|ioredis|fastify)/|libs/platform/src/clock\\.ts$',
      },
    },
    {
      name: 'no-orphan',
      comment: 'A file that nobody imports is dead',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(apps|libs)/',
        pathNot: ['/main\\.ts$', '\\.spec\\.ts$', '\\.d\\.ts$', '^libs/[^/]+/src/index\\.ts$'],
      },
      to: {},
    },
    {
      name: 'declared-dependency',
      comment: 'What is imported stands in package.json',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-development-dependency',
      comment: 'The built product runs without the tools of development',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/testing/', '\\.spec\\.ts$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'require', 'default', 'types'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};

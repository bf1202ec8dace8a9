/**
 * Who may import whom, as allowlists: what is not named here is forbidden. A rule says what a folder may reach; each has a red
 * fixture in test/architecture/red/dependencies that breaks it, and test/architecture/boundaries.spec.ts checks that it still
 * matches real files.
 */
const TEST_CODE = '\\.spec\\.ts$|^libs/domain/src/testing/|^test/';
const product = (path) => ({ path, pathNot: TEST_CODE });

/** A library by name, resolved (node_modules) or, where only its types are named, as written. */
const npm = (...names) => names.map((name) => `(^|node_modules/)${name}(/|$)`);

export default {
  forbidden: [
    {
      name: 'domain-imports-nothing',
      comment: 'The domain is folded and decided anywhere, for ever; what it needs is handed to it.',
      severity: 'error',
      from: product('^libs/domain/src/'),
      to: { pathNot: '^libs/domain/src/' },
    },
    {
      name: 'read-models-import-only-the-domain',
      comment: 'A view is a pure fold over events.',
      severity: 'error',
      from: product('^libs/read-models/src/'),
      to: { pathNot: '^libs/(read-models|domain)/src/' },
    },
    {
      name: 'event-store-imports-kernel-and-drivers',
      comment: 'The log moves envelopes; it knows the kernel of the domain and no aggregate.',
      severity: 'error',
      from: product('^libs/event-store/src/'),
      to: {
        pathNot: [
          '^libs/event-store/src/',
          '^libs/domain/src/kernel/',
          ...npm('@eventstore/db-client', 'mongodb', 'safe-stable-stringify', 'lru-cache'),
        ],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'read-store-imports-kernel-and-drivers',
      comment: 'The read store keeps rows; it knows no view and no aggregate.',
      severity: 'error',
      from: product('^libs/read-store/src/'),
      to: {
        pathNot: ['^libs/read-store/src/', '^libs/domain/src/kernel/', ...npm('mongodb', 'safe-stable-stringify')],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'drivers-only-in-their-adapter',
      comment: 'Whoever else imports a driver has bypassed the port. An adapter is a folder, or a file named <driver>-<thing>.ts.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/.+/(mongodb|eventstoredb|sqlite)[-/]', TEST_CODE] },
      to: { path: [...npm('mongodb', '@eventstore/db-client'), '^(node:)?sqlite$'] },
    },
    {
      name: 'one-adapter-per-folder',
      comment: 'An adapter for one store does not lean on the driver of another.',
      severity: 'error',
      from: { path: '^libs/.+/(mongodb|eventstoredb)[-/]', pathNot: TEST_CODE },
      to: { path: '^(node:)?sqlite$' },
    },
    {
      name: 'libs-import-no-app',
      comment: 'Apps stand on the libraries, never the other way round.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|test)/', pathNot: '^test/support/' },
    },
    {
      name: 'no-app-imports-an-app',
      comment: 'What two apps share is a library.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'product-imports-no-test-code',
      comment: 'Nothing that ships needs what only tests have.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: TEST_CODE },
      to: { path: TEST_CODE },
    },
    {
      name: 'product-imports-no-development-dependency',
      comment: 'An installation without development dependencies must start.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: TEST_CODE },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
    {
      name: 'a-slice-imports-itself-and-platform',
      comment: 'Slices meet in the log and in the views. Reactions and the composition roots may see several.',
      severity: 'error',
      from: { path: '^apps/server/src/([^/]+)/', pathNot: ['^apps/server/src/reactions/', TEST_CODE] },
      to: { path: '^apps/server/src/', pathNot: '^apps/server/src/(platform|$1)/' },
    },
    {
      name: 'nest-only-in-apps',
      comment: 'Libraries run without a container: in the auditor, in a worker thread, in a test.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: npm('@nestjs') },
    },
    {
      name: 'no-cycle',
      comment: 'Two modules that need each other at run time load in an order nobody chose.',
      severity: 'error',
      from: { path: '^(apps|libs)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'An import that resolves to nothing escapes every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|data)/|^test/architecture/red/' },
    // Without it a type-only import of Nest into the domain passes unseen.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};

import tseslint from 'typescript-eslint';

/** Code that must give the same answer for ever: the domain and the views. Specs and the scenario run in a test and are left out. */
const PURE = ['libs/domain/src/**/*.ts', 'libs/read-models/src/**/*.ts'];
const PURE_TESTS = ['**/*.spec.ts', 'libs/domain/src/testing/**'];

const OUTSIDE_WORLD = [
  ...['Date', 'Intl', 'globalThis', 'global', 'process', 'console', 'crypto', 'performance', 'fetch'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
];
const TOLD = 'Pure code is told the time, the actor and every id; it asks nobody.';
const NO_DEFAULT = 'A new event or command must not compile until it is handled here: name every case, no `default`.';

/** Rules of ours for all TypeScript, on top of the typed preset. Each has a red fixture in test/architecture/red/eslint. */
export const HOUSE_RULES = {
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/ban-ts-comment': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  eqeqeq: 'error',
  'max-lines-per-function': ['error', { max: 70 }],
};

/** Rules of ours for pure code. */
export const PURE_RULES = {
  'no-restricted-globals': ['error', ...OUTSIDE_WORLD.map((name) => ({ name, message: TOLD }))],
  'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: TOLD }],
  'no-restricted-imports': ['error', { patterns: [{ group: ['node:*'], message: 'Pure code imports nothing, not even node:.' }] }],
  'no-restricted-syntax': [
    'error',
    { selector: "SwitchStatement[discriminant.name='type'] > SwitchCase[test=null]", message: NO_DEFAULT },
    { selector: "SwitchStatement[discriminant.property.name='type'] > SwitchCase[test=null]", message: NO_DEFAULT },
  ],
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: false, allowDefaultCaseForExhaustiveSwitch: false },
  ],
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'data/', 'test/architecture/red/', '**/*.js', '**/*.cjs'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    linterOptions: { noInlineConfig: true },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...HOUSE_RULES,
      // Ports promise a Promise; an adapter that answers at once still keeps that promise by being async.
      '@typescript-eslint/require-await': 'off',
    },
  },
  { files: PURE, ignores: PURE_TESTS, rules: PURE_RULES },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts', 'libs/domain/src/testing/**'],
    rules: {
      'max-lines-per-function': 'off', // a describe block is a table, not a function
      // Answers over HTTP are looked at as they come; matchers judge them.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);

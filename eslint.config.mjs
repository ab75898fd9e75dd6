import next from 'eslint-config-next/core-web-vitals'
import typescript from 'eslint-config-next/typescript'
import boundaries from 'eslint-plugin-boundaries'
import { POLICIES, ROOMS } from './scripts/lint/rooms.mjs'

const NO_COERCE = {
  selector: "MemberExpression[object.name='z'][property.name='coerce']",
  message: 'z.coerce turns "" and null into 0; parse the text.',
}
const NO_NOW = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Now is ctx.clock.now().',
  },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Now is ctx.clock.now().',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Randomness is seeded or from node:crypto.',
  },
]
const NO_ENVIRONMENT = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'lib/env.ts alone reads the environment.',
}
const NO_ENUM = { selector: 'TSEnumDeclaration', message: 'A tuple and the type from it.' }
const NO_NESTED_TERNARY = {
  selector: 'ConditionalExpression > ConditionalExpression',
  message: 'Guard clauses, or a map.',
}

const everywhere = [NO_COERCE, NO_ENUM, NO_NESTED_TERNARY]
const source = ['lib/**/*.ts', 'app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}', 'types/**/*.ts']

const config = [
  {
    ignores: [
      '.next/**',
      '.cache/**',
      'coverage/**',
      'next-env.d.ts',
      'playwright-report/**',
      'test-results/**',
    ],
  },
  ...next,
  ...typescript,
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { boundaries },
    settings: {
      'boundaries/files': ROOMS,
      'boundaries/include': ['{app,components,lib,scripts,types}/**/*', '*.ts'],
      'boundaries/ignore': ['*.config.ts', '*.d.ts', '**/*.css'],
      'import/resolver': { typescript: { alwaysTryTypes: true } },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-restricted-syntax': ['error', ...everywhere],
    },
  },
  {
    files: ['{app,components,lib,scripts,types}/**/*.{ts,tsx}', '*.ts'],
    ignores: ['*.config.ts'],
    rules: {
      'boundaries/dependencies': [
        'error',
        { default: 'disallow', policies: POLICIES, checkUnknownLocals: true },
      ],
      'boundaries/no-unknown-files': 'error',
    },
  },
  {
    files: source,
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...NO_NOW, NO_ENVIRONMENT] },
  },
  {
    // Not React: a test's `use…` opens what the file needs.
    files: ['tests/**/*.{ts,tsx}'],
    rules: { 'react-hooks/rules-of-hooks': 'off' },
  },
  {
    // Sessions, limits, timers, retries and logs live in real time.
    files: [
      'components/shell/session-clock.ts',
      'lib/auth/**/*.ts',
      'lib/db/**/*.ts',
      'lib/log.ts',
      'lib/platform/jobs/loop.ts',
      'lib/platform/organisation/seed-accounts.ts',
      'lib/web/services.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, NO_ENVIRONMENT] },
  },
  {
    files: ['lib/env.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...NO_NOW] },
  },
  {
    files: ['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['drizzle-orm', 'drizzle-orm/*', 'pg', '@electric-sql/*'],
              message: 'Pages and components ask queries.',
            },
          ],
        },
      ],
    },
  },
]

export default config

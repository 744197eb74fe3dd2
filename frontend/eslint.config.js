import js from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import jsxA11y from 'eslint-plugin-jsx-a11y'
import reactHooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import tseslint from 'typescript-eslint'

/** What each layer may not import: arrows point from the pages inwards, and features never import each other. */
const OWN_FOLDER_ONLY = {
  group: ['../*'],
  message: 'Import your own folder by ./ and everything else by @/.',
}
const FEATURES = { group: ['@/features/*', '@/features/**'], message: 'Features do not import each other.' }
const APP = { group: ['@/app/*', '@/app/**'], message: 'Only the entries import the app layer.' }
const SCREENS = {
  group: [
    '@/ui/*',
    '@/live/*',
    '@/event/*',
    '@/session/*',
    '@/device/*',
    'react',
    'react-dom',
    'wouter',
    '@tanstack/*',
  ],
  message: 'The HTTP client and the API types know nothing of the screens.',
}

const OTHERS = {
  group: ['@/*', '!@/ui', '!@/format', '!@/i18n'],
  message: 'Camera, scanner and sounds know the device only: of ours they import ui, format and i18n.',
}

const layer = (files, ...patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [OWN_FOLDER_ONLY, ...patterns] }] },
})

export default defineConfig(
  globalIgnores(['dist', 'node_modules', 'src/api/schema.d.ts']),
  js.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}', 'scripts/**/*.ts', 'vite.config.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines-per-function': ['error', { max: 150, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/**/*.test.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['src/**/*.test.{ts,tsx}'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['src/**/*.tsx'],
    extends: [jsxA11y.flatConfigs.strict, reactHooks.configs.flat['recommended-latest']],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['src/**/*.ts'],
    extends: [reactHooks.configs.flat['recommended-latest']],
  },
  layer(['src/api/**', 'src/http/**', 'src/format/**'], FEATURES, APP, SCREENS),
  layer(['src/live/**', 'src/session/**', 'src/device/**', 'src/event/**', 'src/ui/**'], FEATURES, APP),
  layer(['src/offline/**'], FEATURES, APP),
  layer(['src/door/**'], FEATURES, APP, {
    group: ['@/session/*', '@/ui/*'],
    message: 'The core of the door has no screens.',
  }),
  layer(
    ['src/features/**', 'src/conflicts/**', 'src/walkIn/**', 'src/settings/**', 'src/verdict/**'],
    FEATURES,
    APP,
  ),
  layer(['src/camera/**', 'src/wedge/**', 'src/feedback/**'], OTHERS),
  { files: ['scripts/**'], languageOptions: { globals: globals.node } },
)

import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  casing: 'snake_case',
  schema: ['./lib/auth/**/table.ts', './lib/platform/**/table.ts', './lib/domains/**/table.ts'],
  out: './lib/db/migrations',
})

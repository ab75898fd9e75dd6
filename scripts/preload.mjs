// Loaded before every script: variables from .env, which never override those that are set, and
// "server-only", which outside of a bundler would throw though scripts are server code.
import { existsSync } from 'node:fs'
import { register } from 'node:module'

if (existsSync('.env')) process.loadEnvFile('.env')

const hook = `export async function resolve(specifier, context, next) {
  if (specifier !== 'server-only') return next(specifier, context)
  return { url: 'data:text/javascript,', shortCircuit: true }
}`

register(`data:text/javascript,${encodeURIComponent(hook)}`)

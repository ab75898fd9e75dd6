// Loaded before every script: variables from .env, and "server-only", which outside of a bundler would
// throw though scripts are server code.
import './load-env.mjs'
import { register } from 'node:module'

const hook = `export async function resolve(specifier, context, next) {
  if (specifier !== 'server-only') return next(specifier, context)
  return { url: 'data:text/javascript,', shortCircuit: true }
}`

register(`data:text/javascript,${encodeURIComponent(hook)}`)

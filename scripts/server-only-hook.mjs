// Scripts and the start file are server code outside of a bundler, where "server-only" would throw.
import { register } from 'node:module'

const hook = `export async function resolve(specifier, context, next) {
  if (specifier !== 'server-only') return next(specifier, context)
  return { url: 'data:text/javascript,', shortCircuit: true }
}`

register(`data:text/javascript,${encodeURIComponent(hook)}`)

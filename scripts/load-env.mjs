// Variables from .env, which never override those that are set.
import { existsSync } from 'node:fs'

if (existsSync('.env')) process.loadEnvFile('.env')

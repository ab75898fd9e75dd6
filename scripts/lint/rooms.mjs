/** The rooms of the house and who may import whom; a new domain needs no edit here. */

/** What a file is by its place; the marks "pure", "table" and "model" narrow it. */
export const ROOMS = [
  { category: 'types', pattern: 'types/**/*' },
  { category: 'core', pattern: 'lib/core/**/*' },
  { category: 'base', pattern: 'lib/{env,log}.ts' },
  { category: 'validators', pattern: 'lib/validators/**/*' },
  { category: 'lightning', pattern: 'lib/lightning/**/*' },
  { category: 'mock-data', pattern: 'lib/mock-data/**/*' },
  { category: 'db', pattern: 'lib/db/**/*' },
  { category: 'auth', pattern: 'lib/auth/**/*' },
  { category: 'platform', pattern: 'lib/platform/**/*' },
  { category: 'domain', pattern: 'lib/domains/*/*/*', capture: ['domain'] },
  { category: 'flow', pattern: 'lib/flows/**/*' },
  { category: 'registry', pattern: 'lib/{seed,jobs}.ts' },
  { category: 'web', pattern: 'lib/web/**/*' },
  { category: 'component', pattern: 'components/*/**/*' },
  { category: 'ui', pattern: 'components/ui/**/*' },
  { category: 'shared', pattern: 'components/shared/**/*' },
  { category: 'shell', pattern: 'components/shell/**/*' },
  { category: 'app', pattern: 'app/**/*' },
  { category: 'model', pattern: 'app/\\(public\\)/model/**/*' },
  { category: 'start', pattern: '{server,proxy,instrumentation,instrumentation-node}.ts' },
  { category: 'start', pattern: 'scripts/**/*' },
  { category: 'table', pattern: 'lib/**/table.ts' },
  {
    category: 'pure',
    pattern: 'lib/{platform,domains,flows}/**/{rules,*-rules,policy,view,columns}.ts',
  },
  { category: 'pure', pattern: 'lib/domains/*/*/{supply,supply-demand,*-series}.ts' },
  { category: 'pure', pattern: 'lib/flows/*/{condition,snapshot}.ts' },
  { category: 'pure', pattern: 'lib/platform/actor.ts' },
  { category: 'pure', pattern: 'lib/web/action-state.ts' },
]

const MARKS = ['pure', 'table']
const plain = (category) => ({ allOf: [category], noneOf: MARKS })
const marked = (category, mark) => ({ allOf: [category, mark] })

const SELECT = {
  ...Object.fromEntries(ROOMS.map(({ category }) => [category, { anyOf: [category] }])),
  platform: plain('platform'),
  'platform-rules': marked('platform', 'pure'),
  'platform-table': marked('platform', 'table'),
  domain: plain('domain'),
  'domain-rules': marked('domain', 'pure'),
  'domain-table': marked('domain', 'table'),
  flow: plain('flow'),
  'flow-rules': marked('flow', 'pure'),
  web: plain('web'),
  'web-words': marked('web', 'pure'),
  component: { allOf: ['component'], noneOf: ['ui', 'shared', 'shell'] },
  app: { allOf: ['app'], noneOf: ['model'] },
}

const WORDS = ['types', 'core']
const RULES = ['platform-rules', 'domain-rules', 'flow-rules']
const PLATFORM = [...WORDS, 'base', 'db', 'auth', 'platform-rules', 'platform-table', 'platform']
const DOMAINS = ['domain-rules', 'domain-table', 'domain']
const SCREEN = ['ui', 'shared', 'shell', 'component']
const BELOW_WEB = [...PLATFORM, ...DOMAINS, 'flow-rules', 'flow', 'validators', 'lightning']

const MAY_IMPORT = {
  types: ['types'],
  core: WORDS,
  base: [...WORDS, 'base'],
  validators: [...WORDS, 'validators', ...RULES],
  lightning: [...WORDS, 'lightning'],
  'mock-data': [...WORDS, 'lightning', 'validators', 'mock-data', ...RULES],
  db: [...WORDS, 'base', 'db'],
  auth: [...WORDS, 'base', 'db', 'auth'],
  'platform-rules': [...WORDS, 'platform-rules'],
  'platform-table': PLATFORM,
  platform: PLATFORM,
  'domain-rules': WORDS,
  'domain-table': [...PLATFORM, 'domain-table'],
  domain: [...PLATFORM, 'lightning', 'validators'],
  'flow-rules': [...WORDS, 'flow-rules', 'domain-rules'],
  flow: [...PLATFORM, 'lightning', 'validators', ...DOMAINS, 'flow-rules', 'flow'],
  registry: [...BELOW_WEB, 'mock-data', 'registry'],
  web: [...PLATFORM, 'web', 'web-words'],
  'web-words': WORDS,
  ui: ['ui'],
  shared: [...WORDS, 'ui', 'shared', 'web-words'],
  shell: [...WORDS, 'ui', 'shared', 'shell', 'platform-rules'],
  component: [...WORDS, 'ui', 'shared', 'component', ...RULES, 'web-words'],
  app: [
    ...[...WORDS, ...RULES, 'base', 'auth', 'platform', 'domain', 'flow', 'web', 'web-words'],
    ...[...SCREEN, 'app'],
  ],
  model: [...WORDS, 'web', ...SCREEN, 'mock-data', 'validators', 'model'],
  start: [...BELOW_WEB, 'mock-data', 'registry', 'web', 'start'],
}

const select = (room) => ({ file: { categories: SELECT[room] } })

/** A domain sees itself and what is below it, never a sibling. */
const ownDomain = (room, allowed) => ({
  from: select(room),
  allow: {
    to: allowed.map((each) => ({
      file: { categories: SELECT[each], captured: { domain: '{{ from.file.captured.domain }}' } },
    })),
  },
})

export const POLICIES = [
  ...Object.entries(MAY_IMPORT).map(([room, rooms]) => ({
    from: select(room),
    allow: { to: rooms.map(select) },
  })),
  ownDomain('domain', DOMAINS),
  ownDomain('domain-rules', ['domain-rules']),
]

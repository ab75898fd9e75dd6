/** What is read of Vitest's JSON report. */
export interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: readonly {
    name: string
    status: string
    message: string
    assertionResults: readonly {
      status: string
      fullName: string
      failureMessages: readonly string[]
    }[]
  }[]
}

/** What is read of Playwright's JSON report. */
export interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  suites: readonly PlaywrightSuite[]
}

interface PlaywrightSuite {
  file: string
  suites?: readonly PlaywrightSuite[]
  specs: readonly {
    title: string
    tests: readonly {
      status: string
      results: readonly { errors: readonly { message?: string }[] }[]
    }[]
  }[]
}

const LINES_SHOWN = 12

/** File, title and reason of each failed test, and of each file that broke down before its tests. */
export function failedInVitest({ testResults }: VitestReport): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed')
    if (failed.length === 0 && status === 'failed') return [told(name, '', message)]
    return failed.map((test) => told(name, test.fullName, test.failureMessages.join('\n')))
  })
}

/** File, title and reason of each test that failed, or passed only when repeated. */
export function failedInPlaywright({ suites }: Pick<PlaywrightReport, 'suites'>): string[] {
  return suites.flatMap((suite) => [
    ...failedInPlaywright({ suites: suite.suites ?? [] }),
    ...suite.specs.flatMap(({ title, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(({ results }) => {
          const errors = results.flatMap((result) => result.errors)
          return told(suite.file, title, errors.map(({ message }) => message ?? '').join('\n'))
        }),
    ),
  ])
}

function told(file: string, title: string, reason: string): string {
  const own = reason.split('\n').filter((line) => !line.includes('node_modules'))
  const lines = own.slice(0, LINES_SHOWN)
  return [`${file} › ${title}`, ...lines.map((line) => `  ${line}`)].join('\n')
}

import { plural } from '@/components/shared/format'
import { StatusPill } from '@/components/shared/status-pill'
import { ChevronRightIcon } from '@/components/ui/icons'
import { Table, Td, Th } from '@/components/ui/table'
import type { CheckedRule } from '../entities'

interface RuleListProps {
  entity: string
  rules: readonly CheckedRule[]
  isOpen: boolean
}

/** The named rules of one entity, each with its verdict. */
export function RuleList({ entity, rules, isOpen }: RuleListProps) {
  const broken = rules.filter((rule) => rule.violations.length > 0).length
  return (
    <details open={isOpen || broken > 0} className="group border-border not-first:border-t">
      <summary className="flex min-h-10 cursor-pointer list-none flex-wrap items-center gap-2 px-4 py-1 hover:bg-hover focus-visible:-outline-offset-2 coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRightIcon className="size-4 text-muted group-open:rotate-90" />
        <span className="font-medium">{entity}</span>
        <span className="text-dense text-muted">{plural(rules.length, 'rule', 'rules')}</span>
        <span className="ml-auto">
          <Verdict broken={broken} />
        </span>
      </summary>
      <Table scrollLabel={`Rules of ${entity}`}>
        <caption className="sr-only">Rules of {entity}</caption>
        <thead>
          <tr>
            <Th>Rule</Th>
            <Th>What it says</Th>
            <Th>Verdict</Th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.rule} data-rule={`${entity}.${rule.rule}`}>
              <Th scope="row">
                <span className="font-mono text-fg text-xs">{rule.rule}</span>
              </Th>
              <Td>{rule.description}</Td>
              <Td className="whitespace-nowrap">
                <Verdict broken={rule.violations.length} />
                {rule.violations.map((violation) => (
                  <p key={violation}>{violation}</p>
                ))}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  )
}

function Verdict({ broken }: { broken: number }) {
  if (broken === 0) return <StatusPill tone="ok">Holds</StatusPill>
  return <StatusPill tone="bad">{`Broken ${plural(broken, 'time', 'times')}`}</StatusPill>
}

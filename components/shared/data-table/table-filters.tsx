'use client'

import type { Route } from 'next'
import Form from 'next/form'
import Link from 'next/link'
import { useId } from 'react'
import { AmountFilter, checkAmounts } from '@/components/shared/form/amount-filter'
import { Badge } from '@/components/ui/badge'
import { Button, buttonClass } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { CheckIcon, ChevronDownIcon } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { MENU_ITEM, MenuList, Popover } from '@/components/ui/popover'

import { CarriedParams } from './carried-params'
import { listOf, paramsOf, toggleValue } from './table-url'
import type { TableFilter } from './types'

interface FilterMenusProps {
  query: string
  pathname: string
  filters: readonly TableFilter[]
}

/** One menu per faceted filter, and one form for all that take typed values. */
export function FilterMenus({ query, pathname, filters }: FilterMenusProps) {
  const id = useId()
  const typed = filters.filter((filter) => filter.kind !== 'choice')
  const active = typed.flatMap(paramsOf).filter((name) => new URLSearchParams(query).get(name))
  return (
    <>
      {filters.map((filter) =>
        filter.kind === 'choice' ? (
          <ChoiceMenu key={filter.param} filter={filter} query={query} pathname={pathname} />
        ) : null,
      )}
      {typed.length > 0 ? (
        <>
          <MenuButton id={id} label="More filters" count={active.length} />
          <Popover id={id} aria-label="More filters" role="dialog">
            <TypedFilters query={query} pathname={pathname} filters={typed} />
          </Popover>
        </>
      ) : null}
    </>
  )
}

function MenuButton({ id, label, count }: { id: string; label: string; count: number }) {
  return (
    <button type="button" popoverTarget={id} className={buttonClass()}>
      {label}
      {count > 0 ? <Badge>{count}</Badge> : null}
      <ChevronDownIcon className="size-3.5 text-muted" />
    </button>
  )
}

interface ChoiceMenuProps {
  filter: Extract<TableFilter, { kind: 'choice' }>
  query: string
  pathname: string
}

function ChoiceMenu({ filter, query, pathname }: ChoiceMenuProps) {
  const id = useId()
  const chosen = listOf(query, filter.param)
  return (
    <>
      <MenuButton id={id} label={filter.label} count={chosen.length} />
      <Popover id={id}>
        <MenuList aria-label={filter.label}>
          {filter.options.map((option) => {
            const isChosen = chosen.includes(option.value)
            return (
              <li key={option.value}>
                <Link
                  href={`${pathname}${toggleValue(query, filter.param, option.value)}` as Route}
                  prefetch={false}
                  scroll={false}
                  role="checkbox"
                  aria-checked={isChosen}
                  onKeyDown={(event) => {
                    if (event.key !== ' ') return
                    event.preventDefault()
                    event.currentTarget.click()
                  }}
                  className={MENU_ITEM}
                >
                  <span className={cn('menu-tick', isChosen && 'bg-fg text-surface')}>
                    {isChosen ? <CheckIcon className="size-3 stroke-3" /> : null}
                  </span>
                  {option.label}
                  {option.count === undefined ? null : (
                    <span className="num ml-auto pl-4 text-muted text-xs">{option.count}</span>
                  )}
                </Link>
              </li>
            )
          })}
        </MenuList>
      </Popover>
    </>
  )
}

function TypedFilters({ query, pathname, filters }: FilterMenusProps) {
  const id = useId()
  const params = new URLSearchParams(query)
  const own = filters.flatMap(paramsOf)
  const field = (param: string, label: string, props: Record<string, string>) => (
    <label key={param} className="grid min-w-0 gap-1">
      <span className="text-muted text-xs">{label}</span>
      <Input name={param} defaultValue={params.get(param) ?? ''} key={query} {...props} />
    </label>
  )
  return (
    <Form
      action={pathname as Route}
      scroll={false}
      className="grid gap-3"
      onSubmit={(event) => {
        if (checkAmounts(event.currentTarget)) {
          event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
        } else event.preventDefault()
      }}
    >
      <CarriedParams query={query} except={[...own, 'page', 'upTo']} />
      {filters.map((filter) => {
        switch (filter.kind) {
          case 'choice':
            return null
          case 'text':
            return field(filter.param, filter.label, { placeholder: filter.placeholder ?? '' })
          case 'dates':
            return (
              <div key={filter.from} className="grid gap-2 sm:grid-cols-2">
                {field(filter.from, `${filter.label} from`, { type: 'date' })}
                {field(filter.to, `${filter.label} to`, { type: 'date' })}
                {filter.timeZone === undefined ? null : (
                  <p className="text-muted text-xs sm:col-span-2">Days in {filter.timeZone}</p>
                )}
              </div>
            )
          case 'numbers': {
            const bound = (param: string, label: string) => (
              <AmountFilter
                key={`${param} ${query}`}
                id={`${id}${param}`}
                name={param}
                label={`${label} (${filter.unit})`}
                value={params.get(param) ?? ''}
              />
            )
            return (
              <div key={filter.min} className="grid grid-cols-2 items-start gap-2">
                {bound(filter.min, `${filter.label} from`)}
                {bound(filter.max, 'to')}
              </div>
            )
          }
        }
      })}
      <Button type="submit" variant="secondary" className="justify-self-end">
        Apply
      </Button>
    </Form>
  )
}

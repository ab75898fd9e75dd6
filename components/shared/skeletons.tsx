import { Skeleton } from '@/components/ui/skeleton'

const times = (count: number) => Array.from({ length: count }, (_, index) => index)

/** The size of a row of KPI cards. */
export function StatGridSkeleton({ count }: { count: number }) {
  return (
    <div className="grid grid-cols-1 gap-px rounded-card border border-border bg-surface xs:grid-cols-2 lg:grid-cols-4 xl:flex">
      {times(count).map((index) => (
        <div key={index} className="h-[7.25rem] flex-1 px-3 py-2">
          <Skeleton className="h-3 w-20" />
          <Skeleton className="mt-3 h-5 w-28" />
        </div>
      ))}
    </div>
  )
}

export function PanelSkeleton({ rows = 5 }: { rows?: number }) {
  return (
    <div className="rounded-card border border-border bg-surface">
      <div className="flex h-10 items-center px-4">
        <Skeleton className="h-4 w-40" />
      </div>
      {times(rows).map((index) => (
        <div key={index} className="flex h-8 items-center border-border border-t px-4">
          <Skeleton className="h-3 w-full" />
        </div>
      ))}
    </div>
  )
}

export function ChartSkeleton() {
  return (
    <div className="rounded-card border border-border bg-surface p-4">
      <Skeleton className="h-5 w-64" />
      <Skeleton className="mt-3 h-58 w-full" />
    </div>
  )
}

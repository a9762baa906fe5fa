import { Skeleton } from '../../_ui/skeleton.tsx'
import { ChartSkeleton } from './_chart/chart-skeleton.tsx'

const rows = ['a', 'b', 'c', 'd']

/** The page as it will stand there. */
export default function LoadingUsage() {
  return (
    <div aria-busy="true" className="mx-auto w-full max-w-page px-4 pt-2 pb-16 sm:px-6">
      <p className="sr-only">Loading what was used</p>
      <div className="py-4">
        <Skeleton className="h-7 w-24" />
        <Skeleton className="mt-1 h-5 w-72 max-w-full" />
      </div>
      <div className="grid gap-x-12 gap-y-8 pt-4 lg:grid-cols-2">
        <div className="flex flex-col gap-3">
          <Skeleton className="h-5 w-32" />
          <Skeleton className="h-12 w-56" />
          <Skeleton className="h-3 w-full" />
          <Skeleton className="h-5 w-64 max-w-full" />
        </div>
        <div className="flex flex-col gap-3">
          <Skeleton className="h-5 w-44" />
          {rows.map((row) => (
            <Skeleton key={row} className="h-9 w-full" />
          ))}
        </div>
      </div>
      <Skeleton className="mt-16 mb-6 h-8 w-80 max-w-full" />
      <div className="h-80 rounded-card border border-line bg-surface p-5">
        <ChartSkeleton />
      </div>
    </div>
  )
}

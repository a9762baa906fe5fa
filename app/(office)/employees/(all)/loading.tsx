import { Skeleton } from '../../../_ui/skeleton.tsx'

/** The grid as it will stand there. */
export default function LoadingEmployees() {
  return (
    <div aria-busy="true" className="mx-auto w-full max-w-page px-4 pt-2 pb-16 sm:px-6">
      <p className="sr-only">Loading the employees</p>
      <div className="flex items-center justify-between py-4">
        <div className="flex flex-col gap-1">
          <Skeleton className="h-7 w-32" />
          <Skeleton className="h-5 w-16" />
        </div>
        <Skeleton className="h-8 w-16" />
      </div>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,300px),1fr))] gap-4">
        {['one', 'two', 'three'].map((card) => (
          <div key={card} className="flex min-h-36 gap-3 rounded-card border border-line bg-surface p-5">
            <Skeleton className="size-14 shrink-0 rounded-full" />
            <div className="flex flex-1 flex-col gap-2">
              <Skeleton className="h-5 w-2/3" />
              <Skeleton className="h-4 w-1/3" />
              <Skeleton className="h-4 w-1/2" />
            </div>
          </div>
        ))}
      </div>
    </div>
  )
}

import { Skeleton } from '../../../_ui/skeleton.tsx'

const columns = { ready: ['a', 'b', 'c'], working: ['a', 'b'], review: ['a', 'b', 'c', 'd'], done: ['a'] }

/** The board as it will stand there. */
export default function LoadingTasks() {
  return (
    <div aria-busy="true" className="flex h-full flex-col overflow-hidden">
      <p className="sr-only">Loading the tasks</p>
      <div className="flex items-center justify-between px-4 pt-3 pb-2 sm:px-6">
        <Skeleton className="h-7 w-20" />
        <Skeleton className="h-8 w-56 max-sm:h-11 max-sm:w-28" />
      </div>
      <div className="flex gap-2 px-4 pb-2 sm:px-6">
        <Skeleton className="h-8 w-64 max-sm:h-11 max-sm:flex-1" />
        <Skeleton className="h-8 w-28 max-sm:h-11" />
        <Skeleton className="h-8 w-20 max-sm:hidden" />
      </div>
      <div className="flex min-h-0 flex-1 gap-2 overflow-hidden px-4">
        {Object.entries(columns).map(([column, cards]) => (
          <div
            key={column}
            className="flex w-[220px] max-w-[320px] shrink-0 grow flex-col gap-1.5 px-1 max-sm:w-full"
          >
            <Skeleton className="my-2 h-5 w-24" />
            {cards.map((card) => (
              <Skeleton key={card} className="h-[84px] w-full" />
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

import { Skeleton } from '../../../_ui/skeleton.tsx'

export default function LoadingRecurring() {
  return (
    <div aria-busy="true" className="mx-auto w-full max-w-page px-4 pt-2 pb-16 sm:px-6">
      <p className="sr-only">Loading the recurring tasks</p>
      <Skeleton className="my-4 h-7 w-48" />
      {['one', 'two', 'three'].map((row) => (
        <div key={row} className="flex flex-col gap-2 border-line border-b py-4">
          <Skeleton className="h-5 w-1/3" />
          <Skeleton className="h-4 w-1/2" />
        </div>
      ))}
    </div>
  )
}

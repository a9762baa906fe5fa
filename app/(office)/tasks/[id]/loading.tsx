import { Skeleton } from '../../../_ui/skeleton.tsx'

/** The page of a task as it will stand there. */
export default function LoadingTask() {
  return (
    <div aria-busy="true" className="mx-auto w-full max-w-page px-4 pt-4 pb-24 sm:px-6">
      <p className="sr-only">Loading the task</p>
      <div className="flex flex-col gap-3 border-line border-b pb-4">
        <Skeleton className="h-5 w-28" />
        <Skeleton className="h-8 w-3/5" />
        <Skeleton className="h-5 w-80 max-w-full" />
      </div>
      <div className="mt-5 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_264px]">
        <div className="flex flex-col gap-8">
          <Skeleton className="h-16 w-full rounded-card" />
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-48 w-full" />
        </div>
        <div className="flex flex-col gap-3">
          <Skeleton className="h-5 w-20" />
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-2/3" />
        </div>
      </div>
    </div>
  )
}

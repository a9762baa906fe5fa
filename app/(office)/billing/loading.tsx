import { Skeleton } from '../../_ui/skeleton.tsx'

export default function LoadingBilling() {
  return (
    <div aria-busy="true">
      <p className="sr-only">Loading plan and billing</p>
      <div className="grid gap-x-10 gap-y-4 border-line border-b py-8 md:grid-cols-[minmax(0,220px)_minmax(0,1fr)]">
        <Skeleton className="h-5 w-16" />
        <div className="flex flex-col gap-3">
          <Skeleton className="h-6 w-48" />
          <Skeleton className="h-5 w-full" />
          <Skeleton className="h-5 w-2/3" />
        </div>
      </div>
      <div className="grid gap-x-10 gap-y-4 py-8 md:grid-cols-[minmax(0,220px)_minmax(0,1fr)]">
        <Skeleton className="h-5 w-32" />
        <div className="flex flex-col gap-2">
          <Skeleton className="h-20 w-full rounded-card" />
          <Skeleton className="h-20 w-full rounded-card" />
          <Skeleton className="h-20 w-full rounded-card" />
        </div>
      </div>
    </div>
  )
}

import { Skeleton } from '../../_ui/skeleton.tsx'

export default function LoadingSettings() {
  return (
    <div aria-busy="true" className="flex flex-col gap-4 py-8">
      <p className="sr-only">Loading the settings</p>
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-9 w-2/3" />
    </div>
  )
}

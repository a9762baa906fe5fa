import { Skeleton } from '#app/_ui/skeleton.tsx'

/** The bar and the screen as they will stand. */
export function DesktopSkeleton() {
  return (
    <div role="status" aria-label="Loading the desktop" className="flex h-full flex-col">
      <div className="flex items-center justify-between gap-3 border-line border-b px-4 py-2 sm:px-6">
        <Skeleton className="h-5 w-44" />
        <Skeleton className="h-8 w-32 max-sm:h-11" />
      </div>
      <div className="flex flex-1 items-center justify-center bg-sunken p-4">
        <div className="aspect-16/10 max-h-full w-full max-w-[1280px] rounded-md bg-surface" />
      </div>
    </div>
  )
}

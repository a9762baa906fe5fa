import { Skeleton } from '../../../../_ui/skeleton.tsx'

export default function LoadingSettings() {
  return (
    <div aria-busy="true" className="mx-auto w-full max-w-[880px] px-4 sm:px-6">
      <p className="sr-only">Loading the settings</p>
      {['name', 'voice', 'skills'].map((section) => (
        <div
          key={section}
          className="grid gap-x-10 gap-y-4 border-line border-b py-8 md:grid-cols-[minmax(0,220px)_minmax(0,1fr)]"
        >
          <Skeleton className="h-5 w-32" />
          <div className="flex flex-col gap-3">
            <Skeleton className="h-8 w-full" />
            <Skeleton className="h-16 w-full" />
          </div>
        </div>
      ))}
    </div>
  )
}

import { Skeleton } from '#app/_ui/skeleton.tsx'

export default function ChatLoading() {
  return (
    <div role="status" aria-label="Loading the conversation" className="flex h-full flex-col">
      <div className="mx-auto flex w-full max-w-chat flex-1 flex-col justify-end gap-5 px-4 pb-4 sm:px-6">
        <Skeleton className="h-11 w-2/5 self-end" />
        <Skeleton className="h-4 w-4/5" />
        <Skeleton className="h-4 w-3/5" />
        <Skeleton className="h-11 w-1/2 self-end" />
        <Skeleton className="h-4 w-3/4" />
        <Skeleton className="h-4 w-2/5" />
      </div>
      <div className="mx-auto w-full max-w-chat shrink-0 px-2 pb-2 sm:px-6 sm:pb-4">
        <Skeleton className="h-24 w-full rounded-card" />
      </div>
    </div>
  )
}

import { Skeleton } from '../../../_ui/skeleton.tsx'

const heights = ['h-1/3', 'h-1/2', 'h-1/4', 'h-2/3', 'h-2/5', 'h-3/4', 'h-1/2', 'h-1/3', 'h-3/5', 'h-1/4']

export function ChartSkeleton() {
  return (
    <div aria-busy="true" className="flex h-full items-end gap-[4%] px-8 pb-7">
      <span className="sr-only">Drawing the chart</span>
      {heights.map((height, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change
        <Skeleton key={at} className={`flex-1 rounded-sm ${height}`} />
      ))}
    </div>
  )
}

'use client'
// What lies over the screen while there is no picture, or only an old one.
import { Button } from '#app/_ui/button.tsx'
import { useNow } from '#app/_ui/use-now.ts'
import type { DesktopState } from './connection.ts'
import { endInWords } from './end-of.ts'

type CoverProps = { state: DesktopState; name: string; onRetry: () => void }

export function Cover({ state, name, onRetry }: CoverProps) {
  if (state.at === 'open') return null
  return (
    <div className="absolute inset-0 flex items-center justify-center overflow-hidden bg-sunken p-4">
      {'lastPicture' in state && state.lastPicture && (
        // biome-ignore lint/performance/noImgElement: a picture made in this page, of no file
        <img
          src={state.lastPicture}
          alt=""
          className="absolute inset-0 size-full object-contain opacity-30 grayscale"
        />
      )}
      <div role="status" className="relative">
        <Words state={state} name={name} onRetry={onRetry} />
      </div>
    </div>
  )
}

function Words({ state, name, onRetry }: CoverProps) {
  if (state.at === 'away') return <Away state={state} onRetry={onRetry} />
  if (state.at === 'ended') {
    const { title, text, action } = endInWords(state.end, name)
    return (
      <div className="floating flex max-w-[52ch] flex-col items-start gap-3 p-5">
        <div>
          <p className="font-semibold text-md">{title}</p>
          <p className="mt-1 text-muted">{text}</p>
        </div>
        {action && (
          <Button tone="primary" onClick={onRetry}>
            {action}
          </Button>
        )}
      </div>
    )
  }
  return <p className="text-muted">Opening {name}’s desktop</p>
}

function Away({ state, onRetry }: { state: Extract<DesktopState, { at: 'away' }>; onRetry: () => void }) {
  const now = useNow(1000)
  const seconds = Math.max(0, Math.ceil((state.retryAtMs - now) / 1000))
  return (
    <div className="floating flex max-w-[52ch] flex-wrap items-center gap-x-4 gap-y-2 p-4">
      <p className="min-w-0 flex-1 basis-52">
        {state.why}{' '}
        <span className="text-muted">
          {seconds > 1 ? `Trying again in ${seconds} s.` : 'Trying again.'} Nothing on the desk is lost.
        </span>
      </p>
      <Button onClick={onRetry}>Try now</Button>
    </div>
  )
}

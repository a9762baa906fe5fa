'use client'
import { Button } from '../../_ui/button.tsx'
import { UnsavedGuard } from './unsaved-guard.tsx'
import type { Edits } from './use-edits.ts'

/** Rises from the bottom while something is unsaved, and asks before it would be lost. */
export function SaveBar<T>({ edits }: { edits: Edits<T> }) {
  const { isDirty, isBusy, refusal, reset } = edits
  return (
    <>
      <UnsavedGuard isDirty={isDirty} />
      <div className="sticky bottom-0 z-20 mt-auto">
        {(isDirty || refusal) && (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t bg-paper py-3">
            <p
              role={refusal ? 'alert' : 'status'}
              className={`min-w-0 flex-1 basis-52 ${refusal ? 'text-bad' : 'text-muted'}`}
            >
              {refusal?.detail ?? 'You have changes that are not saved.'}
            </p>
            <div className="flex gap-2">
              <Button tone="plain" disabled={isBusy} onClick={reset}>
                Discard
              </Button>
              <Button tone="primary" type="submit" busy={isBusy}>
                Save
              </Button>
            </div>
          </div>
        )}
      </div>
    </>
  )
}

'use client'
// One draft for all steps: pages come and go, what was entered stays, here at once and on the server a moment later.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { type DraftChanges, emptyDraft, type HireDraft } from '#lib/hire-draft/draft.ts'
import { createDraftSaver, type Saving } from './draft-saver.ts'
import { keepPending, takePending } from './pending-changes.ts'
import { sendChanges } from './send-changes.ts'

interface DraftContext {
  draft: HireDraft
  saving: Saving
  change: (changes: DraftChanges) => void
  /** Sends what is not sent yet. Resolves to whether the server has everything. */
  flush: () => Promise<boolean>
  startOver: () => void
}

const Context = createContext<DraftContext | null>(null)

export function useDraft(): DraftContext {
  const context = useContext(Context)
  if (!context) throw new Error('useDraft outside DraftProvider')
  return context
}

type DraftProviderProps = {
  initial: HireDraft
  /** Whose draft it is, for what waits in this tab. */
  owner: string
  children: ReactNode
}

export function DraftProvider({ initial, owner, children }: DraftProviderProps) {
  const [draft, setDraft] = useState(initial)
  const [saving, setSaving] = useState<Saving>({ is: 'idle' })
  const [saver] = useState(() =>
    createDraftSaver({
      send: sendChanges,
      keep: (changes) => keepPending(owner, changes),
      onSaving: setSaving,
      pauseMs: 350,
      retryMs: 3000,
    }),
  )
  useEffect(() => {
    const left = takePending(owner)
    if (left !== undefined) {
      keepPending(owner, {})
      void sendChanges(left).then((sent) => sent.ok && setDraft(sent.draft))
    }
    const onHide = () => void saver.flush()
    window.addEventListener('pagehide', onHide)
    return () => {
      window.removeEventListener('pagehide', onHide)
      void saver.flush()
    }
  }, [saver, owner])
  const context = useMemo(
    () => ({
      draft,
      saving,
      change: (changes: DraftChanges) => {
        setDraft((present) => ({ ...present, ...changes }))
        saver.change(changes)
      },
      flush: saver.flush,
      startOver: () => {
        saver.drop()
        setDraft(emptyDraft)
      },
    }),
    [draft, saving, saver],
  )
  return <Context value={context}>{children}</Context>
}

'use client'
// The text and files in the composer: a draft that survives a reload, or a message that is edited, which does not touch the draft.
import { useCallback, useEffect, useState } from 'react'
import type { Message } from '#lib/wire/message.ts'
import { readDraft, writeDraft } from './draft.ts'
import type { Uploads } from './use-uploads.ts'

interface Content {
  /** `draft` or the id of the edited message; undefined until the draft is read. */
  of: string | undefined
  text: string
}

export function useDraft(
  storageKey: string,
  edited: Message | undefined,
  { files, set }: Uploads,
): { text: string; setText: (text: string) => void; clear: () => void } {
  const [content, setContent] = useState<Content>({ of: undefined, text: '' })
  const wanted = edited?.id ?? 'draft'
  // biome-ignore lint/correctness/useExhaustiveDependencies: another message counts, not another state of it
  useEffect(() => {
    const { text, attachments } = edited ?? readDraft(storageKey)
    setContent({ of: wanted, text })
    set(attachments)
  }, [storageKey, wanted, set])
  useEffect(() => {
    if (wanted !== 'draft' || content.of !== 'draft') return
    const attachments = files.flatMap((one) => one.attachment ?? [])
    writeDraft(storageKey, { text: content.text, attachments })
  }, [storageKey, wanted, content, files])
  const setText = useCallback((text: string) => setContent((before) => ({ ...before, text })), [])
  const clear = useCallback(() => {
    setText('')
    set([])
  }, [setText, set])
  return { text: content.text, setText, clear }
}

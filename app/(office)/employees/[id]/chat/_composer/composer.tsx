'use client'
import { ArrowUp, Paperclip, Square } from 'lucide-react'
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
} from 'react'
import { Button } from '#app/_ui/button.tsx'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { useIsHydrated } from '#app/_ui/use-is-hydrated.ts'
import { type Attachment, attachmentLimits, type Message, maxMessageChars } from '#lib/wire/message.ts'
import type { Written } from '../_state/use-outbox.ts'
import { acceptedFiles } from './admit-files.ts'
import { FileTray } from './file-tray.tsx'
import { useDraft } from './use-draft.ts'
import { useUploads } from './use-uploads.ts'

export interface ComposerHandle {
  text: () => string
  /** Puts a text to work on, with the cursor behind it. */
  fill: (text: string, attachments?: readonly Attachment[]) => void
  addFiles: (files: readonly File[]) => void
}

type ComposerProps = {
  employeeId: string
  name: string
  storageKey: string
  /** The message that is edited; sending replaces it. */
  edited: Message | undefined
  onEditEnd: () => void
  onEditLast: () => void
  onSend: (written: Written) => void
  /** Set while an answer is being written. */
  onStop: (() => void) | undefined
  isStopping: boolean
  canSend: boolean
  handle: RefObject<ComposerHandle | null>
}

export function Composer(props: ComposerProps) {
  const { employeeId, name, edited, onEditEnd, onEditLast, onSend, onStop, handle } = props
  const box = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const uploads = useUploads(employeeId)
  const { text, setText, clear } = useDraft(props.storageKey, edited, uploads)
  const focusEnd = useFocusEnd(box)
  const isHydrated = useIsHydrated()
  useEffect(() => {
    if (edited) focusEnd()
  }, [edited, focusEnd])
  useEffect(() => {
    handle.current = {
      text: () => text,
      fill: (words, attachments) => {
        setText(words)
        if (attachments) uploads.set(attachments)
        focusEnd()
      },
      addFiles: uploads.add,
    }
  })
  const isUploading = uploads.files.some((one) => one.state === 'uploading')
  const attachments = uploads.files.flatMap((one) => one.attachment ?? [])
  const isTooLong = text.length > maxMessageChars
  const isReady =
    (text.trim() !== '' || attachments.length > 0) && !isUploading && !isTooLong && props.canSend
  const send = () => {
    if (!isReady) return
    onSend({ text, attachments, replaces: edited?.id ?? null })
    clear()
    box.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is being composed (Japanese, Chinese, …) Enter chooses it and Escape drops it.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Enter' && !event.shiftKey && !hasTouchKeyboard()) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape' && edited) {
      event.stopPropagation()
      onEditEnd()
    } else if (event.key === 'ArrowUp' && text === '' && !edited) {
      event.preventDefault()
      onEditLast()
    }
  }
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files]
    if (files.length === 0) return
    event.preventDefault()
    uploads.add(files)
  }
  return (
    <form
      aria-label={`Message to ${name}`}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      className="rounded-card border border-edge bg-surface transition-colors duration-150 ease-out focus-within:border-focus"
    >
      {edited && <EditNote onCancel={onEditEnd} />}
      <FileTray {...uploads} />
      <textarea
        ref={box}
        value={text}
        readOnly={!isHydrated}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        rows={1}
        dir="auto"
        aria-label={`Message to ${name}`}
        aria-describedby="composer-hint"
        aria-invalid={isTooLong}
        placeholder={`Write to ${shortened(name)}`}
        className="field-sizing-content block max-h-[40dvh] min-h-11 w-full resize-none bg-transparent px-4 pt-3 pb-1 text-[15px] leading-6 outline-none max-sm:text-md"
      />
      <div className="flex items-center gap-1 px-2 pb-2">
        <IconButton
          label={`Attach files: text, pictures, PDF; ${attachmentLimits.maxPerMessage} at most, 4 MB each`}
          onClick={() => picker.current?.click()}
        >
          <Paperclip aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
        <input
          ref={picker}
          type="file"
          multiple
          accept={acceptedFiles}
          tabIndex={-1}
          aria-hidden="true"
          className="hidden"
          onChange={(event) => {
            uploads.add([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
        <Length length={text.length} />
        {onStop && (
          <Button
            onClick={onStop}
            busy={props.isStopping}
            title="Stop the answer (Esc)"
            className="max-sm:size-11 max-sm:px-0"
          >
            {!props.isStopping && (
              <Square aria-hidden="true" size={14} strokeWidth={1.5} className="fill-current" />
            )}
            <span className="max-sm:sr-only">{props.isStopping ? 'Stopping' : 'Stop'}</span>
          </Button>
        )}
        <Button
          type="submit"
          tone="primary"
          aria-label={edited ? 'Send the edited message' : 'Send'}
          title={isUploading ? 'Sent when the files are there' : 'Send (Enter)'}
          disabled={!isReady}
          className="size-8 px-0! max-sm:size-11"
        >
          <ArrowUp aria-hidden="true" size={16} strokeWidth={2} />
        </Button>
      </div>
    </form>
  )
}

function EditNote({ onCancel }: { onCancel: () => void }) {
  return (
    <div className="flex items-center gap-3 border-line border-b px-4 py-1.5 text-sm">
      <p role="status" className="min-w-0 flex-1">
        You edit an earlier message. Sending it replaces it and everything after it.
      </p>
      <Button tone="plain" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  )
}

/** Near the limit only. */
function Length({ length }: { length: number }) {
  const left = maxMessageChars - length
  return (
    <span
      role="status"
      className={`min-w-0 flex-1 truncate px-2 text-right text-xs ${left < 0 ? 'text-bad' : 'text-muted'}`}
    >
      {left <= 2000 && left >= 0 && `${left.toLocaleString('en-GB')} characters left`}
      {left < 0 && `${(-left).toLocaleString('en-GB')} characters too long`}
    </span>
  )
}

function useFocusEnd(box: RefObject<HTMLTextAreaElement | null>): () => void {
  return useCallback(() => {
    // After the new text is in the box.
    requestAnimationFrame(() => {
      const element = box.current
      element?.focus()
      element?.setSelectionRange(element.value.length, element.value.length)
    })
  }, [box])
}

/** On a phone Enter makes a new line; one sends with the button. */
const hasTouchKeyboard = () => matchMedia('(pointer: coarse) and (hover: none)').matches

const shortened = (name: string) => (name.length > 24 ? `${name.slice(0, 24)}…` : name)

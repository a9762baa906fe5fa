'use client'
import { ClipboardCopy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#app/_ui/button.tsx'
import { CopyButton } from '#app/_ui/copy-button.tsx'
import { Field } from '#app/_ui/field.tsx'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { Popover } from '#app/_ui/popover.tsx'
import { Switch } from '#app/_ui/switch.tsx'
import { TextArea } from '#app/_ui/text-area.tsx'
import { canReadClipboard, longestText, type SharedClipboard } from './use-clipboard.ts'

type ClipboardPanelProps = {
  clipboard: SharedClipboard
  name: string
  isDriving: boolean
  /** Puts a text on the desktop's clipboard. */
  onSend: (text: string) => void
}

export function ClipboardPanel({ clipboard, name, isDriving, onSend }: ClipboardPanelProps) {
  return (
    <Popover
      align="end"
      title="Clipboard"
      trigger={
        <IconButton label="Clipboard">
          <ClipboardCopy aria-hidden="true" size={20} strokeWidth={1.5} />
        </IconButton>
      }
    >
      {isDriving ? (
        <Panel clipboard={clipboard} name={name} onSend={onSend} />
      ) : (
        <p className="text-muted">
          Take control first. Then texts can go to {name}’s desktop, and come from it.
        </p>
      )}
    </Popover>
  )
}

function Panel({ clipboard, name, onSend }: Omit<ClipboardPanelProps, 'isDriving'>) {
  const { isShared, share, copied } = clipboard
  const [text, setText] = useState('')
  const [isSent, setSent] = useState(false)
  const send = () => {
    onSend(text)
    setText('')
    setSent(true)
  }
  return (
    <div className="mt-2 flex flex-col gap-4">
      <Switch
        label="Share my clipboard"
        hint={
          canReadClipboard()
            ? 'What you copy goes along when you click into the desktop, and what is copied there comes to you.'
            : 'What is copied there comes to you. Your browser does not let us read yours: use the box below.'
        }
        checked={isShared}
        onCheckedChange={share}
      />
      {isShared && copied && (
        <div className="flex items-start gap-2">
          <p dir="auto" className="line-clamp-3 min-w-0 flex-1 rounded-md bg-sunken px-2 py-1.5 text-sm">
            {copied.slice(0, 400)}
          </p>
          <CopyButton text={copied} label="Copy what was copied on the desktop" />
        </div>
      )}
      <form
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <Field
          label="Send a text"
          hint={`It is put on the desktop’s clipboard; paste it there with Ctrl + V. ${name} can read what is there: no passwords.`}
        >
          <TextArea
            dir="auto"
            rows={2}
            value={text}
            maxLength={longestText}
            onChange={(event) => {
              setText(event.target.value)
              setSent(false)
            }}
          />
        </Field>
        <div className="flex items-center gap-3">
          <Button type="submit" disabled={text === ''}>
            Send
          </Button>
          <span role="status" className="text-muted text-sm">
            {isSent && 'It is on the desktop’s clipboard.'}
          </span>
        </div>
      </form>
    </div>
  )
}

'use client'
import { Maximize2, Minimize2 } from 'lucide-react'
import type { Ref } from 'react'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { ClipboardPanel } from '../_clipboard/clipboard-panel.tsx'
import type { SharedClipboard } from '../_clipboard/use-clipboard.ts'
import { ControlButtons, ControlWords } from '../_control/control-bar.tsx'
import type { Control } from '../_control/use-control.ts'
import type { DesktopState } from '../_desktop/connection.ts'
import type { KeptLook } from '../_desktop/kept-look.ts'
import { ConnectionWords } from './connection-words.tsx'
import { PictureMenu } from './picture-menu.tsx'

type ToolbarProps = {
  ref: Ref<HTMLDivElement>
  name: string
  isManager: boolean
  state: DesktopState
  control: Control
  clipboard: SharedClipboard
  look: KeptLook
  onLook: (look: KeptLook) => void
  isDriving: boolean
  isFull: boolean
  onFull: (isFull: boolean) => void
  onSendText: (text: string) => void
}

const icon = { 'aria-hidden': true, size: 20, strokeWidth: 1.5 } as const

/** Who drives, what can be done about it, and how the picture is shown. Calm: words on the left, few signs on the right. */
export function Toolbar(props: ToolbarProps) {
  const { ref, name, isManager, state, control, clipboard, look, onLook, isDriving, isFull, onFull } = props
  return (
    <div
      ref={ref}
      role="toolbar"
      aria-label="Desktop"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b px-4 py-1.5 sm:px-6"
    >
      <div className="flex min-w-0 flex-1 basis-60 items-baseline gap-3">
        <ControlWords control={control} name={name} />
      </div>
      <div className="flex items-center gap-1 max-sm:w-full">
        <div className="mr-auto flex sm:mr-2">
          <ConnectionWords state={state} />
        </div>
        <ClipboardPanel clipboard={clipboard} name={name} isDriving={isDriving} onSend={props.onSendText} />
        <PictureMenu look={look} onChange={onLook} />
        <IconButton
          label={isFull ? 'Leave full screen' : 'Full screen'}
          aria-pressed={isFull}
          onClick={() => onFull(!isFull)}
          className="mr-1"
        >
          {isFull ? <Minimize2 {...icon} /> : <Maximize2 {...icon} />}
        </IconButton>
        <ControlButtons control={control} name={name} isManager={isManager} canTake={state.at === 'open'} />
      </div>
    </div>
  )
}

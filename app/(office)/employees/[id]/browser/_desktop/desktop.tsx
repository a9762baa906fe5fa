'use client'
// The desktop: the screen first, one calm bar above it, who holds control written on it.
import { useCallback, useEffect, useRef, useState } from 'react'
import { Kbd } from '#app/_ui/kbd.tsx'
import type { Employee } from '#lib/wire/employee.ts'
import { useOffice } from '../../../../_office/office-provider.tsx'
import { SiteNotice } from '../../_sites/site-notice.tsx'
import { useClipboard } from '../_clipboard/use-clipboard.ts'
import { useControl } from '../_control/use-control.ts'
import { TouchKeys } from '../_keys/touch-keys.tsx'
import { leaveKeys, useLeaveKeys } from '../_keys/use-leave-keys.ts'
import { Toolbar } from '../_toolbar/toolbar.tsx'
import { Cover } from './cover.tsx'
import { type KeptLook, keepLook, readLook } from './kept-look.ts'
import { useDesktop } from './use-desktop.ts'
import { useFullScreen } from './use-full-screen.ts'

export function Desktop({ employee }: { employee: Employee }) {
  const { me } = useOffice()
  const { id: employeeId, name } = employee
  const target = useRef<HTMLDivElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  const [look, setLook] = useState(readLook)
  const { isFull, setFull } = useFullScreen()
  const control = useControl(employee)
  const isMine = control.holder.who === 'me'
  const clipboard = useClipboard(isMine)
  const { state, screen, retry } = useDesktop(target, {
    employeeId,
    label: `${name}’s desktop`,
    look: { ...look, isDriving: isMine },
    onCopied: clipboard.take,
  })
  const isDriving = isMine && state.at === 'open'
  const current = useRef(screen)
  useEffect(() => {
    current.current = screen
  })
  useEffect(() => {
    if (isDriving) current.current()?.focus()
  }, [isDriving])
  const sendKey = useCallback(
    (keysym: number, code: string | null, down?: boolean) => current.current()?.sendKey(keysym, code, down),
    [],
  )
  const leave = useCallback(() => bar.current?.querySelector<HTMLElement>('[data-hand-back]')?.focus(), [])
  const onKeys = useLeaveKeys(sendKey, leave)
  const changeLook = (next: KeptLook) => {
    setLook(next)
    keepLook(next)
  }
  const bringClipboard = async () => {
    const text = await clipboard.readOwn()
    if (text !== undefined) screen()?.putOnClipboard(text)
  }
  const { complaint } = employee.desk
  return (
    <section
      aria-label="Desktop"
      className={isFull ? 'fixed inset-0 z-40 flex flex-col bg-paper' : 'relative flex h-full flex-col'}
    >
      <Toolbar
        ref={bar}
        name={name}
        isManager={me.isManager}
        state={state}
        control={control}
        clipboard={clipboard}
        look={look}
        onLook={changeLook}
        isDriving={isDriving}
        isFull={isFull}
        onFull={setFull}
        onSendText={(text) => screen()?.putOnClipboard(text)}
      />
      <SiteNotice employee={employee} />
      {complaint && (
        <p role="status" className="bg-lamp-wash px-4 py-1.5 text-sm sm:px-6">
          <span className="font-medium">{complaint.text}</span> {complaint.action}
        </p>
      )}
      <p role="status" className={control.news ? 'bg-lamp-wash px-4 py-1.5 text-sm sm:px-6' : 'sr-only'}>
        {control.news}
      </p>
      <div className={`relative min-h-0 flex-1 bg-sunken ${isDriving ? 'ring-2 ring-lamp ring-inset' : ''}`}>
        <div
          ref={target}
          onKeyDownCapture={isDriving ? onKeys : undefined}
          onFocusCapture={isDriving ? () => void bringClipboard() : undefined}
          className="absolute inset-0.5"
        />
        <Cover state={state} name={name} onRetry={retry} />
      </div>
      {isDriving && (
        <p className="flex shrink-0 items-center justify-center gap-1.5 border-line border-t py-1.5 text-muted text-xs pointer-coarse:hidden">
          What you type goes to the desktop. To leave it:
          {leaveKeys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </p>
      )}
      {isDriving && <TouchKeys sendKey={sendKey} />}
    </section>
  )
}

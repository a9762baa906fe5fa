'use client'
// Search for an employee or a page, or say what to do. Everything here can be reached without it, too.
import { Dialog as Base } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { FileText, Keyboard, LogOut, Pause, Play, Plus, UserPlus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { Avatar } from '../../_ui/avatar.tsx'
import { Lamp } from '../../_ui/lamp.tsx'
import { veilLook } from '../../_ui/popup-look.ts'
import { isAtWork } from '../_office/apply-to-office.ts'
import { useOffice } from '../_office/office-provider.tsx'
import { useSteer } from '../_office/use-steer.ts'
import { lampOf, stateInWords } from '../_office/words.ts'
import { type Entry, paletteEntries } from './palette-entries.ts'

type PaletteProps = { onClose: () => void; onHelp: () => void }

/** Near the top, so that the list may change its length without a jump. */
const paletteLook =
  'floating fixed top-[12vh] left-1/2 z-50 w-[min(560px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden outline-none max-sm:top-4'

export function Palette({ onClose, onHelp }: PaletteProps) {
  const { employees, me, hasMore, isLoadingMore, loadMore } = useOffice()
  const [search, setSearch] = useState('')
  const act = useEntry(onClose, onHelp)
  // Whoever is searched for may be on a later page.
  useEffect(() => {
    if (hasMore && !isLoadingMore) void loadMore()
  }, [hasMore, isLoadingMore, loadMore])
  const found = paletteEntries(employees, search, me.isManager)
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={veilLook} />
        <Base.Popup className={paletteLook}>
          <Base.Title className="sr-only">Search or do</Base.Title>
          <Command label="Search or do" loop shouldFilter={false}>
            <Command.Input
              autoFocus
              value={search}
              onValueChange={setSearch}
              placeholder="An employee, a page, or what to do"
              className="h-12 w-full border-line border-b bg-transparent px-4 text-md outline-none"
            />
            <Command.List className="max-h-[min(420px,60dvh)] overflow-y-auto p-2">
              <Command.Empty className="px-2 py-6 text-center text-muted">
                Nothing here is called that.
              </Command.Empty>
              <Group heading="Employees" entries={found.employees} onAct={act} />
              <Group heading="Pages" entries={found.pages} onAct={act} />
              <Group heading="Do" entries={found.acts} onAct={act} />
            </Command.List>
          </Command>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

function useEntry(onClose: () => void, onHelp: () => void): (entry: Entry) => void {
  const router = useRouter()
  const { run } = useSteer()
  return (entry) => {
    if (entry.kind === 'help') return onHelp()
    onClose()
    if (entry.kind === 'steer') void run(entry.id, entry.verb)
    else router.push(entry.href)
  }
}

type GroupProps = { heading: string; entries: readonly Entry[]; onAct: (entry: Entry) => void }

function Group({ heading, entries, onAct }: GroupProps) {
  if (entries.length === 0) return null
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
    >
      {entries.map((entry) => (
        <Command.Item
          key={entry.key}
          value={entry.key}
          onSelect={() => onAct(entry)}
          className="flex min-h-9 min-w-0 cursor-default items-center gap-2.5 rounded-sm px-2 data-[selected=true]:bg-sunken max-sm:min-h-11"
        >
          <Sign entry={entry} />
          <span dir="auto" className="min-w-0 flex-1 truncate text-left">
            {entry.words}
          </span>
          {entry.kind === 'employee' && <State entry={entry} />}
        </Command.Item>
      ))}
    </Command.Group>
  )
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5, className: 'shrink-0 text-muted' } as const

const signs: Record<Exclude<Entry['kind'], 'employee' | 'steer'>, ReactNode> = {
  page: <FileText {...icon} />,
  hire: <UserPlus {...icon} />,
  task: <Plus {...icon} />,
  help: <Keyboard {...icon} />,
  'sign-out': <LogOut {...icon} />,
}

function Sign({ entry }: { entry: Entry }) {
  if (entry.kind === 'employee') return <Avatar seed={entry.employee.portraitSeed} size={20} />
  if (entry.kind === 'steer') return entry.verb === 'start' ? <Play {...icon} /> : <Pause {...icon} />
  return signs[entry.kind]
}

function State({ entry: { employee } }: { entry: Extract<Entry, { kind: 'employee' }> }) {
  const { glances } = useOffice()
  const isWorking = isAtWork(glances[employee.id])
  return (
    <>
      <span className="shrink-0 text-muted text-sm">{stateInWords(employee, isWorking)}</span>
      <Lamp state={lampOf(employee, isWorking)} size={16} label={null} />
    </>
  )
}

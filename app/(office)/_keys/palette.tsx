'use client'
// Search for an employee or a page, or say what to do. Everything here can be reached without it, too.
import { Dialog as Base } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { Keyboard, LogOut, Pause, Play, Settings, UserPlus, Users } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect } from 'react'
import type { Employee } from '#lib/wire/employee.ts'
import { Avatar } from '../../_ui/avatar.tsx'
import { Lamp } from '../../_ui/lamp.tsx'
import { veilLook } from '../../_ui/popup-look.ts'
import { useOffice } from '../_office/office-provider.tsx'
import { useSteer } from '../_office/use-steer.ts'
import { lampOf, stateInWords } from '../_office/words.ts'
import { settingsTabs } from '../settings/_settings/settings-tabs.ts'

type PaletteProps = { onClose: () => void; onHelp: () => void }

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5, className: 'shrink-0 text-muted' } as const

/** Near the top, so that the list may change its length without a jump. */
const paletteLook =
  'floating fixed top-[12vh] left-1/2 z-50 w-[min(560px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden outline-none max-sm:top-4'

export function Palette({ onClose, onHelp }: PaletteProps) {
  const { employees, me, hasMore, isLoadingMore, loadMore } = useOffice()
  const router = useRouter()
  // Whoever is searched for may be on a later page.
  useEffect(() => {
    if (hasMore && !isLoadingMore) void loadMore()
  }, [hasMore, isLoadingMore, loadMore])
  const go = (href: string) => () => {
    onClose()
    router.push(href)
  }
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={veilLook} />
        <Base.Popup className={paletteLook}>
          <Base.Title className="sr-only">Search or do</Base.Title>
          <Command label="Search or do" loop>
            <Command.Input
              autoFocus
              placeholder="An employee, a page, or what to do"
              className="h-12 w-full border-line border-b bg-transparent px-4 text-md outline-none"
            />
            <Command.List className="max-h-[min(420px,60dvh)] overflow-y-auto p-2">
              <Command.Empty className="px-2 py-6 text-center text-muted">
                Nothing here is called that.
              </Command.Empty>
              <Group heading="Employees">
                {employees.map((employee) => (
                  <Item
                    key={employee.id}
                    value={`${employee.name} ${employee.id}`}
                    onSelect={go(`/employees/${employee.id}/chat`)}
                  >
                    <PersonLine employee={employee} />
                  </Item>
                ))}
              </Group>
              <Group heading="Pages">
                <Item value="Employees, all" onSelect={go('/employees')}>
                  <Users {...icon} /> Employees
                </Item>
                {settingsTabs({ isManager: me.isManager }).map((tab) => (
                  <Item key={tab.href} value={`Settings ${tab.label}`} onSelect={go(tab.href)}>
                    <Settings {...icon} /> Settings, {tab.label.toLowerCase().replace('api', 'API')}
                  </Item>
                ))}
                {employees.map((employee) => (
                  <Item
                    key={employee.id}
                    value={`Settings of ${employee.name} ${employee.id}`}
                    onSelect={go(`/employees/${employee.id}/settings`)}
                  >
                    <Settings {...icon} />
                    <span className="min-w-0 truncate">Settings of {employee.name}</span>
                  </Item>
                ))}
              </Group>
              <Group heading="Do">
                {me.isManager && (
                  <Item value="Hire somebody" onSelect={go('/onboarding?new')}>
                    <UserPlus {...icon} /> Hire somebody
                  </Item>
                )}
                {employees.map((employee) => (
                  <SteerItem key={employee.id} employee={employee} onClose={onClose} />
                ))}
                <Item value="Show the keys of the keyboard" onSelect={onHelp}>
                  <Keyboard {...icon} /> Show the keys
                </Item>
                <Item value="Sign out" onSelect={go('/sign-out')}>
                  <LogOut {...icon} /> Sign out
                </Item>
              </Group>
            </Command.List>
          </Command>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  )
}

type ItemProps = { value: string; onSelect: () => void; children: ReactNode }

function Item({ value, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 min-w-0 cursor-default items-center gap-2.5 rounded-sm px-2 data-[selected=true]:bg-sunken max-sm:min-h-11"
    >
      {children}
    </Command.Item>
  )
}

function PersonLine({ employee }: { employee: Employee }) {
  const { glances } = useOffice()
  const isWorking = glances[employee.id]?.isWorking ?? false
  return (
    <>
      <Avatar seed={employee.portraitSeed} size={20} />
      <span dir="auto" className="min-w-0 flex-1 truncate text-left">
        {employee.name}
      </span>
      <span className="shrink-0 text-muted text-sm">{stateInWords(employee, isWorking)}</span>
      <Lamp state={lampOf(employee, isWorking)} size={16} label={null} />
    </>
  )
}

function SteerItem({ employee, onClose }: { employee: Employee; onClose: () => void }) {
  const { run } = useSteer(employee)
  const { lifecycle, name, id } = employee
  if (lifecycle === 'leaving') return null
  const rests = lifecycle === 'paused' || lifecycle === 'asleep' || lifecycle === 'needs_attention'
  const verb = rests ? 'start' : 'pause'
  const words = `${rests ? 'Start' : 'Pause'} ${name}`
  const act = () => {
    onClose()
    void run(verb)
  }
  return (
    <Item value={`${words} ${id}`} onSelect={act}>
      {rests ? <Play {...icon} /> : <Pause {...icon} />}
      <span className="min-w-0 truncate">{words}</span>
    </Item>
  )
}

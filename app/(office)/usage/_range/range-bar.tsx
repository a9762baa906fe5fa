'use client'
// Which days: four that everybody asks for, or days of one's own; and all of it as a file.
import { CalendarRange, Download } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { type UsageQuery, usageRanges } from '#lib/wire/usage.ts'
import { Button } from '../../../_ui/button.tsx'
import { buttonLook } from '../../../_ui/button-look.ts'
import { Field } from '../../../_ui/field.tsx'
import { Popover } from '../../../_ui/popover.tsx'
import { TextInput } from '../../../_ui/text-input.tsx'
import { rangeInWords, today } from '../_words/figures.ts'
import { addressOf, csvAddressOf, rangeNames, whyNot } from './query.ts'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

type RangeBarProps = { query: UsageQuery; range: { from: string; to: string } }

export function RangeBar({ query, range }: RangeBarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <nav aria-label="Days" className="flex min-w-0 max-w-full gap-1 overflow-x-auto max-sm:w-full">
        {usageRanges.map((one) => (
          <Link
            key={one}
            href={addressOf({ range: one })}
            scroll={false}
            aria-current={query.range === one ? 'true' : undefined}
            className="flex h-8 items-center whitespace-nowrap rounded-md px-2.5 text-muted transition-colors duration-150 ease-out hover:bg-sunken hover:text-ink focus-visible:-outline-offset-2 aria-[current=true]:bg-sunken aria-[current=true]:font-medium aria-[current=true]:text-ink max-sm:h-11"
          >
            {rangeNames[one]}
          </Link>
        ))}
      </nav>
      <OwnDays key={`${range.from} ${range.to}`} isChosen={query.from !== undefined} range={range} />
      <a href={csvAddressOf(query)} download className={buttonLook('quiet', 'md', 'ml-auto max-sm:flex-1')}>
        <Download {...icon} />
        Export CSV
      </a>
    </div>
  )
}

function OwnDays({ isChosen, range }: { isChosen: boolean; range: { from: string; to: string } }) {
  const router = useRouter()
  const form = useId()
  const [isOpen, setOpen] = useState(false)
  const [from, setFrom] = useState(range.from)
  const [to, setTo] = useState(range.to)
  const [wrong, setWrong] = useState<string>()
  const show = (event: FormEvent) => {
    event.preventDefault()
    const why = whyNot(from, to)
    setWrong(why)
    if (why) return
    setOpen(false)
    router.push(addressOf({ from, to }), { scroll: false })
  }
  return (
    <Popover
      title="Days of your own"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button className={isChosen ? 'max-sm:flex-1' : 'max-sm:flex-1 text-muted'}>
          <CalendarRange {...icon} />
          {isChosen ? rangeInWords(range) : 'Other days'}
        </Button>
      }
    >
      <form id={form} onSubmit={show} className="mt-3 flex flex-col gap-4">
        <Field label="First day">
          <TextInput
            type="date"
            value={from}
            max={today()}
            onChange={(event) => setFrom(event.target.value)}
          />
        </Field>
        <Field label="Last day" error={wrong}>
          <TextInput type="date" value={to} max={today()} onChange={(event) => setTo(event.target.value)} />
        </Field>
        <p className="text-muted text-sm">Days begin and end at midnight UTC.</p>
        <Button type="submit" tone="primary">
          Show these days
        </Button>
      </form>
    </Popover>
  )
}

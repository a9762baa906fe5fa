// What a conversation looks like, made of the product's own parts. A picture for the eye: inert, and told in words by its caption.
import { ArrowUp, Check, ChevronRight, FileText } from 'lucide-react'
import { Avatar } from '../../_ui/avatar.tsx'
import { Badge } from '../../_ui/badge.tsx'
import { Lamp } from '../../_ui/lamp.tsx'
import type { LampState } from '../../_ui/lamp-drawing.tsx'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

const people: { seed: string; name: string; role: string; lamp: LampState }[] = [
  { seed: 'ada', name: 'Ada', role: 'Researcher', lamp: 'breathing' },
  { seed: 'katherine', name: 'Noor', role: 'Bookkeeper', lamp: 'lit' },
  { seed: 'linus', name: 'Tomas', role: 'Support', lamp: 'lit' },
  { seed: 'radia', name: 'Vera', role: 'Content writer', lamp: 'off' },
]

export function ChatPreview() {
  return (
    <figure>
      <div inert className="overflow-hidden rounded-card border border-line bg-surface">
        <div className="grid md:grid-cols-[216px_1fr]">
          <Rail />
          <div className="min-w-0">
            <div className="flex h-14 items-center gap-3 border-line border-b px-4">
              <Avatar seed="ada" size={32} />
              <div className="min-w-0 flex-1 leading-tight">
                <p className="font-semibold">Ada</p>
                <p className="text-muted text-sm">Researcher</p>
              </div>
              <span className="flex items-center gap-1.5 text-muted text-sm">
                <Lamp state="breathing" size={20} label={null} /> Working
              </span>
            </div>
            <Conversation />
          </div>
        </div>
      </div>
      <figcaption className="sr-only">
        A conversation with Ada, a researcher: you ask her to compare three suppliers, she reads the attached
        quotes with one tool call of 0.8 seconds, saves a table with another, and answers with a
        recommendation.
      </figcaption>
    </figure>
  )
}

function Rail() {
  return (
    <div className="border-line border-r bg-paper p-3 max-md:hidden">
      <p className="px-2 pt-1 pb-2 text-muted text-xs">Employees</p>
      {people.map((person, index) => (
        <div
          key={person.name}
          className={`flex h-9 items-center gap-2 rounded-md px-2 ${index === 0 ? 'bg-sunken font-medium' : ''}`}
        >
          <Avatar seed={person.seed} size={20} />
          <span className="min-w-0 flex-1 truncate">
            {person.name} <span className="font-normal text-muted text-sm">{person.role}</span>
          </span>
          <Lamp state={person.lamp} size={16} label={null} />
        </div>
      ))}
    </div>
  )
}

function Conversation() {
  return (
    <div className="mx-auto flex max-w-chat flex-col gap-4 p-4 sm:p-6">
      <div className="max-w-[85%] self-end rounded-card bg-sunken px-3.5 py-2.5">
        <p>Three suppliers sent quotes for 400 frames. Which one, and why?</p>
        <p className="mt-2 flex flex-wrap gap-1.5">
          <Attachment name="vandijk.pdf" />
          <Attachment name="ostra.pdf" />
          <Attachment name="kito.pdf" />
        </p>
      </div>
      <div className="flex flex-col gap-1.5">
        <ToolLine name="Read 3 files" note="vandijk.pdf, ostra.pdf, kito.pdf" took="0.8 s" />
        <ToolLine name="Wrote a file" note="quotes/comparison.csv" took="0.1 s" />
      </div>
      <div className="flex max-w-read flex-col gap-2 text-md">
        <p>
          <strong className="font-semibold">Take Ostra.</strong> Per frame they cost €4 more than Kito, but
          the price includes delivery and a second batch is reserved for March.
        </p>
        <p>
          One thing to settle first: Kito and Van Dijk state a two-year warranty, Ostra states none. Shall I
          draft a short mail to ask
          <span className="ml-1 inline-block h-4 w-2 translate-y-0.5 bg-lamp" />
        </p>
      </div>
      <div className="mt-2 flex h-11 items-center justify-between rounded-card border border-line py-1 pr-1.5 pl-3.5 text-muted">
        Write to Ada
        <span className="flex size-8 items-center justify-center rounded-md bg-lamp text-lamp-ink">
          <ArrowUp {...icon} />
        </span>
      </div>
    </div>
  )
}

function Attachment({ name }: { name: string }) {
  return (
    <Badge>
      <FileText {...icon} size={12} /> {name}
    </Badge>
  )
}

function ToolLine({ name, note, took }: { name: string; note: string; took: string }) {
  return (
    <div className="flex h-9 items-center gap-2 rounded-md border border-line px-2.5">
      <Check {...icon} className="shrink-0 text-good" />
      <span className="shrink-0">{name}</span>
      <span className="min-w-0 flex-1 truncate text-muted text-sm">{note}</span>
      <span className="text-muted text-sm tabular-nums">{took}</span>
      <ChevronRight {...icon} className="shrink-0 text-muted" />
    </div>
  )
}

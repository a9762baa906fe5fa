'use client'
// What was made (artifacts, by attempt) and what was given along (attachments).
import { Download, FileText, Paperclip, X } from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import type { TaskFile } from '#lib/wire/task.ts'
import { Button } from '../../../../_ui/button.tsx'
import { IconButton } from '../../../../_ui/icon-button.tsx'
import { toast } from '../../../../_ui/toast.tsx'
import { sizeInWords } from '../../../employees/[id]/chat/_words/size.ts'
import { Fold } from '../_head/fold.tsx'
import { attachFile, fileAddress, removeFile } from '../_state/task-calls.ts'
import { useTaskPage } from '../_state/use-task.ts'
import { Preview } from './preview.tsx'

const mostBytes = 10 * 1024 * 1024

export function Artifacts({ files }: { files: readonly TaskFile[] }) {
  const { task, parts } = useTaskPage()
  const artifacts = files.filter(({ kind }) => kind === 'artifact')
  const [opened, setOpened] = useState<string>()
  if (artifacts.length === 0) return null
  const groups = [
    ...task.runs.map((run) => ({
      name: `Attempt ${run.attempt}, ${run.worker.name}`,
      made: artifacts.filter(({ runId }) => runId === run.id),
    })),
    ...parts.map((part) => ({
      name: `#${part.number} ${part.title}`,
      made: newest(artifacts.filter(({ taskId }) => taskId === part.id)),
    })),
  ].filter(({ made }) => made.length > 0)
  const toggle = (id: string) => setOpened((now) => (now === id ? undefined : id))
  return (
    <section aria-labelledby="artifacts">
      <h2 id="artifacts" className="font-semibold">
        What was made
      </h2>
      {groups.map(({ name, made }, index) => (
        <MadeBy key={name} name={name} isOpen={index === 0 || parts.length > 0} isAlone={groups.length === 1}>
          <ul className="flex flex-col">
            {made.map((file) => (
              <FileRow
                key={file.id}
                file={file}
                files={artifacts}
                isOpen={opened === file.id}
                onToggle={() => toggle(file.id)}
              />
            ))}
          </ul>
        </MadeBy>
      ))}
    </section>
  )
}

/** Of each path the last that was made; the attempts before are on the part's own page. */
function newest(files: readonly TaskFile[]): TaskFile[] {
  return [...new Map(files.map((file) => [file.path, file])).values()]
}

type MadeByProps = { name: string; isOpen: boolean; isAlone: boolean; children: React.ReactNode }

function MadeBy({ name, isOpen, isAlone, children }: MadeByProps) {
  if (isAlone) return children
  return (
    <Fold isOpen={isOpen} className="mt-2" title={<span dir="auto">{name}</span>}>
      {children}
    </Fold>
  )
}

interface FileRowProps {
  file: TaskFile
  files: readonly TaskFile[]
  isOpen: boolean
  onToggle: () => void
}

function FileRow({ file, files, isOpen, onToggle }: FileRowProps) {
  return (
    <li data-row className="border-line border-b last:border-b-0">
      <div className="flex min-w-0 items-center gap-2">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={onToggle}
          className="flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-md text-left hover:text-link max-sm:min-h-11"
        >
          <FileText aria-hidden="true" size={16} strokeWidth={1.5} className="shrink-0 text-muted" />
          <span dir="ltr" title={file.path} className="min-w-0 truncate">
            {file.path}
          </span>
        </button>
        <span className="figures shrink-0 text-muted text-xs">{sizeInWords(file.sizeBytes)}</span>
        <DownloadLink file={file} />
      </div>
      {isOpen && (
        <div className="pt-1 pb-4">
          <Preview file={file} files={files} />
        </div>
      )}
    </li>
  )
}

function DownloadLink({ file }: { file: TaskFile }) {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1)
  return (
    <a
      href={fileAddress(file.taskId, file.id)}
      download={name}
      aria-label={`Download ${file.path}`}
      title="Download"
      className="inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-ink max-sm:size-11"
    >
      <Download aria-hidden="true" size={16} strokeWidth={1.5} />
    </a>
  )
}

export function Attachments({ files }: { files: readonly TaskFile[] }) {
  const { task, act } = useTaskPage()
  const given = files.filter(({ kind }) => kind === 'attachment')
  return (
    <section aria-labelledby="attachments" className="flex flex-col gap-1">
      <div className="flex items-center justify-between gap-2">
        <h2 id="attachments" className="font-semibold">
          Attachments
        </h2>
        <AttachButton />
      </div>
      {given.length === 0 && <p className="text-muted text-sm">Whoever does the work gets these along.</p>}
      <ul className="flex flex-col">
        {given.map((file) => (
          <li key={file.id} className="flex min-w-0 items-center gap-1">
            <span dir="ltr" title={file.path} className="min-w-0 flex-1 truncate text-sm">
              {file.path}
            </span>
            <span className="figures shrink-0 text-muted text-xs">{sizeInWords(file.sizeBytes)}</span>
            <DownloadLink file={file} />
            <IconButton
              label={`Remove ${file.path}`}
              onClick={() => void act('remove-file', () => removeFile(task.id, file.id))}
            >
              <X aria-hidden="true" size={16} strokeWidth={1.5} />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  )
}

function AttachButton() {
  const { task, act, busyWith } = useTaskPage()
  const input = useRef<HTMLInputElement>(null)
  const attach = async (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = [...(event.target.files ?? [])]
    event.target.value = ''
    for (const file of chosen) {
      if (file.size > mostBytes) toast.error(`${file.name} is larger than 10 MB. It was not attached.`)
      else await act('attach', () => attachFile(task.id, file))
    }
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => void attach(event)}
      />
      <Button
        tone="plain"
        className="-mr-2"
        busy={busyWith === 'attach'}
        onClick={() => input.current?.click()}
      >
        <Paperclip aria-hidden="true" size={16} strokeWidth={1.5} />
        Attach
      </Button>
    </>
  )
}

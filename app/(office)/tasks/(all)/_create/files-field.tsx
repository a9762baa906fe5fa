'use client'
// Files that go with a new task: chosen, or dropped anywhere on the form.
import { Paperclip, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { taskFileLimits } from '#lib/wire/task.ts'
import { Button } from '../../../../_ui/button.tsx'
import { IconButton } from '../../../../_ui/icon-button.tsx'
import { sizeInWords } from '../../../employees/[id]/chat/_words/size.ts'

type FilesFieldProps = { files: readonly File[]; onFiles: (files: readonly File[]) => void }

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

export function FilesField({ files, onFiles }: FilesFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const [problem, setProblem] = useState('')
  const add = (chosen: readonly File[]) => {
    const { admitted, refused } = admit(files, chosen)
    setProblem(refused)
    onFiles([...files, ...admitted])
  }
  return (
    <section
      aria-label="Attachments"
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        add([...event.dataTransfer.files])
      }}
      className={`flex flex-col gap-1 rounded-md border border-dashed px-2 py-1.5 transition-colors duration-150 ease-out ${isOver ? 'border-focus bg-lamp-wash' : 'border-line'}`}
    >
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          add([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <div className="flex items-center gap-2">
        <Button tone="plain" className="-ml-1 px-2" onClick={() => input.current?.click()}>
          <Paperclip {...icon} />
          Attach files
        </Button>
        <span className="text-muted text-sm max-sm:hidden">or drop them here, up to 10 MB each</span>
      </div>
      {problem && (
        <p role="alert" className="px-1 text-bad text-sm">
          {problem}
        </p>
      )}
      {files.length > 0 && (
        <ul>
          {files.map((file) => (
            <li key={`${file.name} ${file.size}`} className="flex min-w-0 items-center gap-2 pl-1">
              <span dir="auto" title={file.name} className="min-w-0 flex-1 truncate text-sm">
                {file.name}
              </span>
              <span className="figures shrink-0 text-muted text-xs">{sizeInWords(file.size)}</span>
              <IconButton
                label={`Leave out ${file.name}`}
                className="size-7"
                onClick={() => onFiles(files.filter((one) => one !== file))}
              >
                <X {...icon} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Each once, none too large, not too many. */
function admit(present: readonly File[], chosen: readonly File[]): { admitted: File[]; refused: string } {
  const large = chosen.find((file) => file.size > taskFileLimits.maxBytes)
  const fresh = chosen.filter(
    (file) =>
      file.size <= taskFileLimits.maxBytes &&
      !present.some((one) => one.name === file.name && one.size === file.size),
  )
  const admitted = fresh.slice(0, Math.max(0, taskFileLimits.maxFiles - present.length))
  if (large) return { admitted, refused: `${large.name} is larger than 10 MB. It was left out.` }
  const isCut = admitted.length < fresh.length
  return { admitted, refused: isCut ? `A task has at most ${taskFileLimits.maxFiles} files.` : '' }
}

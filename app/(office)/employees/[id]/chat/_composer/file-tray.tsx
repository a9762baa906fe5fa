'use client'
import { FileText, X } from 'lucide-react'
import { sizeInWords } from '../_words/size.ts'
import type { Upload, Uploads } from './use-uploads.ts'

export function FileTray({ files, refused, remove }: Uploads) {
  if (files.length === 0 && refused.length === 0) return null
  return (
    <div className="flex flex-col gap-2 px-3 pt-3">
      {files.length > 0 && (
        <ul aria-label="Files to send" className="flex flex-wrap gap-2">
          {files.map((file) => (
            <Chosen key={file.key} file={file} onRemove={() => remove(file.key)} />
          ))}
        </ul>
      )}
      {refused.length > 0 && (
        <div role="alert" className="text-bad text-sm">
          {refused.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </div>
      )}
    </div>
  )
}

function Chosen({ file, onRemove }: { file: Upload; onRemove: () => void }) {
  const { name, sizeBytes, state, share, problem, previewUrl } = file
  return (
    <li className="relative flex min-h-11 w-56 max-w-full items-center gap-2 overflow-hidden rounded-md border border-line bg-paper pr-1 pl-2 text-sm">
      {previewUrl ? (
        // biome-ignore lint/performance/noImgElement: a picture from this very page
        <img src={previewUrl} alt="" className="size-8 shrink-0 rounded-sm object-cover" />
      ) : (
        <FileText aria-hidden="true" size={16} strokeWidth={1.5} className="shrink-0 text-muted" />
      )}
      <span className="min-w-0 flex-1">
        <span className="block truncate" title={name}>
          {name}
        </span>
        <span
          className={state === 'failed' ? 'line-clamp-2 block text-bad text-xs' : 'block text-muted text-xs'}
        >
          {state === 'uploading' && `${Math.round(share * 100)} %, ${sizeInWords(sizeBytes)}`}
          {state === 'done' && sizeInWords(sizeBytes)}
          {state === 'failed' && problem}
        </span>
      </span>
      <button
        type="button"
        aria-label={`Remove ${name}`}
        onClick={onRemove}
        className="flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-ink max-sm:size-11"
      >
        <X aria-hidden="true" size={16} strokeWidth={1.5} />
      </button>
      {state === 'uploading' && (
        <progress
          value={share}
          aria-label={`Uploading ${name}`}
          className="absolute inset-x-0 bottom-0 h-0.5 w-full appearance-none [&::-moz-progress-bar]:bg-lamp [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:bg-lamp"
        />
      )}
    </li>
  )
}

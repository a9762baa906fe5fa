import { FileText } from 'lucide-react'
import type { Attachment } from '#lib/wire/message.ts'
import { sizeInWords } from '../_words/size.ts'

export function AttachedFiles({ attachments }: { attachments: readonly Attachment[] }) {
  return (
    <ul aria-label="Attached files" className="flex max-w-[85%] flex-wrap justify-end gap-2">
      {attachments.map((one) => (
        <li key={one.id} className="min-w-0">
          {one.mediaType.startsWith('image/') ? <Picture {...one} /> : <File {...one} />}
        </li>
      ))}
    </ul>
  )
}

const addressOf = (id: string) => `/api/v1/attachments/${id}`

function Picture({ id, name }: Attachment) {
  return (
    <a href={addressOf(id)} target="_blank" rel="noopener" className="block">
      {/* biome-ignore lint/performance/noImgElement: a private file behind the session, shown as it is */}
      <img
        src={addressOf(id)}
        alt={name}
        loading="lazy"
        className="h-40 max-w-full rounded-card border border-line bg-sunken object-cover"
      />
    </a>
  )
}

function File({ id, name, sizeBytes }: Attachment) {
  return (
    <a
      href={addressOf(id)}
      className="flex min-h-9 max-w-64 items-center gap-2 rounded-card border border-line bg-surface px-3 text-sm hover:border-edge max-sm:min-h-11"
    >
      <FileText aria-hidden="true" size={16} strokeWidth={1.5} className="shrink-0 text-muted" />
      <span className="min-w-0 truncate" title={name}>
        {name}
      </span>
      <span className="figures shrink-0 text-muted text-xs">{sizeInWords(sizeBytes)}</span>
    </a>
  )
}

'use client'
// What is in a file, as far as a page can show it. Nothing in it acts: pages are framed without scripts.
import { useEffect, useState } from 'react'
import type { TaskFile } from '#lib/wire/task.ts'
import { Button } from '../../../../_ui/button.tsx'
import { Skeleton } from '../../../../_ui/skeleton.tsx'
import { useHighlighted } from '../../../employees/[id]/chat/_log/use-highlighted.tsx'
import { EmployeeWords } from '../../../employees/[id]/chat/_log/words-of-employee.tsx'
import { fileAddress } from '../_state/task-calls.ts'
import { framedPage, shownAs, tidyJson } from './file-kind.ts'

interface PreviewProps {
  file: TaskFile
  /** What was made beside it: a page may want its style sheets. */
  files: readonly TaskFile[]
}

export function Preview({ file, files }: PreviewProps) {
  const shown = shownAs(file)
  const address = fileAddress(file.taskId, file.id)
  if (shown.kind === 'picture') {
    return (
      // biome-ignore lint/performance/noImgElement: a private file behind the session, shown as it is
      <img
        src={address}
        alt={file.path}
        className="max-h-[70vh] max-w-full rounded-md border border-line bg-sunken object-contain"
      />
    )
  }
  if (shown.kind === 'other') {
    return (
      <p className="text-muted">
        This kind of file, or one this large, is not shown here. Download it to look at it.
      </p>
    )
  }
  return <TextPreview file={file} files={files} />
}

function TextPreview({ file, files }: PreviewProps) {
  const text = useText(file)
  const shown = shownAs(file)
  if (text === undefined) return <Skeleton className="h-40 w-full" />
  if (text === null) return <p className="text-bad">The file could not be read. Try again or download it.</p>
  switch (shown.kind) {
    case 'markdown':
      return (
        <div className="rounded-md border border-line px-4 py-3">
          <EmployeeWords text={text} isGrowing={false} />
        </div>
      )
    case 'page':
      return <PagePreview file={file} files={files} html={text} />
    case 'json':
      return <Code code={tidyJson(text)} language="json" />
    default:
      return <Code code={text} language={shown.kind === 'text' ? shown.language : ''} />
  }
}

function Code({ code, language }: { code: string; language: string }) {
  const coloured = useHighlighted(code, language)
  return (
    <div className="words max-w-none">
      <figure dir="ltr" className="words-code">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long files are scrolled with the keyboard, too */}
        <pre tabIndex={0} className="max-h-[60vh]">
          <code>{coloured ?? code}</code>
        </pre>
      </figure>
    </div>
  )
}

function PagePreview({ file, files, html }: PreviewProps & { html: string }) {
  const [isSource, setSource] = useState(false)
  const styles = useStyles(file, files)
  return (
    <div className="flex flex-col gap-2">
      <div className="flex gap-1">
        <Button tone={isSource ? 'plain' : 'quiet'} aria-pressed={!isSource} onClick={() => setSource(false)}>
          Page
        </Button>
        <Button tone={isSource ? 'quiet' : 'plain'} aria-pressed={isSource} onClick={() => setSource(true)}>
          Source
        </Button>
      </div>
      {isSource ? (
        <Code code={html} language="xml" />
      ) : (
        styles && (
          <iframe
            title={file.path}
            sandbox=""
            referrerPolicy="no-referrer"
            srcDoc={framedPage(html, styles)}
            className="h-[60vh] w-full rounded-md border border-line bg-[#fff] [color-scheme:light]"
          />
        )
      )}
    </div>
  )
}

const readText = (file: TaskFile) =>
  fetch(fileAddress(file.taskId, file.id))
    .then((answer) => (answer.ok ? answer.text() : null))
    .catch(() => null)

/** Undefined until it is read, null when it cannot be. */
function useText(file: TaskFile): string | null | undefined {
  const [read, setRead] = useState<{ sha256: string; text: string | null }>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: its content is known by its hash
  useEffect(() => {
    let isOver = false
    void readText(file).then((text) => {
      if (!isOver) setRead({ sha256: file.sha256, text })
    })
    return () => {
      isOver = true
    }
  }, [file.id, file.sha256])
  return read?.sha256 === file.sha256 ? read.text : undefined
}

const mostStyles = 5

/** The style sheets of the same run, by their path seen from the page. */
function useStyles(page: TaskFile, files: readonly TaskFile[]): ReadonlyMap<string, string> | undefined {
  const [styles, setStyles] = useState<ReadonlyMap<string, string>>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: its content is known by its hash
  useEffect(() => {
    let isOver = false
    const folder = page.path.slice(0, page.path.lastIndexOf('/') + 1)
    const beside = files
      .filter((one) => one.runId === page.runId && one.path.startsWith(folder) && /\.css$/i.test(one.path))
      .slice(0, mostStyles)
    void Promise.all(
      beside.map(async (one) => [one.path.slice(folder.length), (await readText(one)) ?? ''] as const),
    ).then((read) => {
      if (!isOver) setStyles(new Map(read))
    })
    return () => {
      isOver = true
    }
  }, [page.id, page.sha256])
  return styles
}

import { Fragment } from 'react'

/** Text with `code` in it, as the registry writes it. */
export function Prose({ text }: { text: string }) {
  const code = (part: string) => <code className="rounded-sm bg-sunken px-1 font-mono text-sm">{part}</code>
  return text
    .split('`')
    .map((part, index) => [`${index}:${part}`, index % 2 === 1 ? code(part) : part] as const)
    .map(([key, shown]) => <Fragment key={key}>{shown}</Fragment>)
}

import type { Operation } from '#lib/wire/operation.ts'
import { CodeBlock } from './code-block.tsx'
import { FieldTables } from './field-table.tsx'
import { MethodBadge } from './method-badge.tsx'
import { Prose } from './prose.tsx'
import { curlOf } from './words.ts'

export function OperationSection({ operation, baseUrl }: { operation: Operation; baseUrl: string }) {
  const { id, method, path, summary, description } = operation
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="mt-6 border-line border-t pt-6">
      <div className="flex flex-wrap items-center gap-2">
        <MethodBadge method={method} />
        <code className="break-all font-mono text-sm">{path}</code>
      </div>
      <div className="mt-2 grid gap-x-10 gap-y-4 xl:grid-cols-2">
        <div>
          <h3 id={`${id}-title`} className="font-semibold text-md">
            {summary}
          </h3>
          {description && (
            <p className="mt-1 max-w-read text-muted">
              <Prose text={description} />
            </p>
          )}
          <p className="mt-2 text-muted text-sm">
            {operation.peopleOnly ? (
              'For people only, no keys.'
            ) : (
              <Prose text={`Scope: \`${operation.scope}\``} />
            )}
          </p>
          <FieldTables operation={operation} />
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          {!operation.peopleOnly && <CodeBlock title="Ask" code={curlOf(operation, baseUrl)} />}
          <Answer operation={operation} />
        </div>
      </div>
    </section>
  )
}

const streamed = `id: 4711
event: message.delta
data: {"messageId":"…","employeeId":"…","offset":0,"text":"Good morning!"}

id: 4712
event: employee
data: {"id":"…","name":"Ada","lifecycle":"ready", …}`

function Answer({ operation: { answerKind, example, status } }: { operation: Operation }) {
  if (answerKind === 'events')
    return <CodeBlock title={`Answer ${status}, for as long as you listen`} code={streamed} />
  if (answerKind !== 'json' || example?.answer === undefined) return null
  return <CodeBlock title={`Answer ${status}`} code={JSON.stringify(example.answer, null, 2)} />
}

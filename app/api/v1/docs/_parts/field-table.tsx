import { fieldsOf, type SchemaField } from '#lib/wire/openapi.ts'
import type { Operation } from '#lib/wire/operation.ts'
import { Prose } from './prose.tsx'
import { typeInWords } from './words.ts'

export function FieldTables({ operation }: { operation: Operation }) {
  const hasBody = !operation.upload && !operation.body.safeParse(undefined).success
  return (
    <>
      <FieldTable title="In the address" fields={fieldsOf(operation.params)} />
      <FieldTable title="In the query" fields={fieldsOf(operation.query)} />
      {hasBody && <FieldTable title="In the body" fields={fieldsOf(operation.body)} />}
    </>
  )
}

function FieldTable({ title, fields }: { title: string; fields: SchemaField[] }) {
  if (fields.length === 0) return null
  return (
    <table className="mt-4 w-full text-left text-sm">
      <caption className="pb-1 text-left font-medium text-muted text-xs">{title}</caption>
      <tbody>
        {fields.map(({ name, required, schema }) => (
          <tr key={name} className="border-line border-t align-top">
            <th scope="row" className="w-40 py-1.5 pr-3 font-normal">
              <code className="font-mono">{name}</code>
              {required ? '' : <span className="block text-muted text-xs">optional</span>}
            </th>
            <td className="py-1.5 text-muted">
              {typeInWords(schema)}
              {typeof schema.description === 'string' && (
                <span className="block">
                  <Prose text={schema.description} />
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

import { methodNotAllowed, titles } from '#app/_edge/rest/problem.ts'
import { errorStatus } from '#lib/errors.ts'
import { exampleProblem } from '#lib/wire/examples.ts'
import { refusals } from '#lib/wire/openapi.ts'
import { CodeBlock } from './code-block.tsx'
import { Prose } from './prose.tsx'

const rows = [
  ...Object.entries(errorStatus).map(([code, status]) => ({
    code,
    status: Number(status),
    title: titleOf(code),
  })),
  { code: methodNotAllowed, status: 405, title: 'Not possible here' },
].toSorted((one, other) => one.status - other.status)

function titleOf(code: string): string {
  return Object.entries(titles).find(([known]) => known === code)?.[1] ?? code
}

/** Every code has an anchor: the `type` of a problem leads here. */
export function Problems() {
  return (
    <section aria-labelledby="problems" className="mt-16">
      <h2 id="problems" className="font-semibold text-lg">
        Problems
      </h2>
      <p className="mt-2 max-w-read text-muted">
        <Prose text="Every refusal is `application/problem+json` (RFC 9457). Go by `code`; show `detail` to people: it says what happened, what is safe and what to do. `fields` names what was wrong in the input." />
      </p>
      <div className="mt-4 grid gap-x-10 gap-y-4 xl:grid-cols-2">
        <table className="w-full self-start text-left text-sm">
          <caption className="sr-only">Codes of problems</caption>
          <tbody>
            {rows.map(({ code, status, title }) => (
              <tr key={code} id={code} className="border-line border-t align-top target:bg-lamp-wash">
                <td className="figures py-1.5 pr-3">{status}</td>
                <th scope="row" className="py-1.5 pr-3 font-normal">
                  <code className="font-mono">{code}</code>
                </th>
                <td className="py-1.5 text-muted">
                  <Prose text={refusals[status] ?? title} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className="min-w-0">
          <CodeBlock title="Answer 404" code={JSON.stringify(exampleProblem, null, 2)} />
        </div>
      </div>
    </section>
  )
}

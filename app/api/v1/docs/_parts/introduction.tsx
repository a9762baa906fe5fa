import type { ReactNode } from 'react'
import { limits } from '#app/_edge/rest/count-request.ts'
import { CodeBlock } from './code-block.tsx'
import { Prose } from './prose.tsx'

const first = (baseUrl: string) => `export DESKHAND_KEY=dh_live_…
curl ${baseUrl}/me -H "Authorization: Bearer $DESKHAND_KEY"`

const rules: { title: string; text: string }[] = [
  {
    title: 'Keys',
    text: 'A key belongs to your company and may what its scopes say: `read`, `write` (which reads, too), `work` for programs that take on tasks (and may read the files of any task of the company), `admin` for keys. It goes in the header Authorization and nowhere else. Revoked, it stops working at once.',
  },
  {
    title: 'Words',
    text: 'Fields are camelCase, times ISO 8601 in UTC, ids UUIDs, money micro-dollars: 1,000,000 is one US dollar. Bodies are JSON of at most 256 KB; fields that an operation does not know are refused.',
  },
  {
    title: 'Lists',
    text: 'A list answers `items` and `nextCursor`; give it back as `cursor` until it is null.',
  },
  {
    title: 'Sending twice',
    text: 'With the header `Idempotency-Key`, a POST that is sent twice is done once and answered alike, for a day. Another request with the same key is refused (422), one whose twin is still running is a conflict (409). A refused request is not remembered.',
  },
  {
    title: 'Rates',
    text: `A key reads ${limits.read} and changes ${limits.write} times a minute. Every answer says in \`RateLimit-Remaining\` and \`RateLimit-Reset\` what is left; a 429 says in \`Retry-After\` how many seconds to wait.`,
  },
  {
    title: 'Following along',
    text: 'Answers are written while you watch: GET /events streams every change as server-sent events. After a break, send the last id as Last-Event-ID and nothing is missed.',
  },
]

export function Introduction({ baseUrl }: { baseUrl: string }) {
  return (
    <>
      <h1 id="start" className="display text-xl sm:text-2xl">
        The Deskhand API
      </h1>
      <p className="mt-4 max-w-read text-md text-muted">
        Hire employees, talk to them and follow what they do, from your own programs. Everything is below{' '}
        <code className="break-all font-mono text-base text-ink">{baseUrl}</code>, described in{' '}
        <a href="/api/v1/openapi.json" className="text-link underline underline-offset-2">
          OpenAPI 3.1
        </a>
        .
      </p>
      <div className="mt-6 max-w-read">
        <CodeBlock title="Try it" code={first(baseUrl)} />
      </div>
      <dl id="rules" className="mt-10 grid gap-x-10 gap-y-6 sm:grid-cols-2">
        {rules.map(({ title, text }) => (
          <Rule key={title} title={title}>
            <Prose text={text} />
          </Rule>
        ))}
      </dl>
    </>
  )
}

function Rule({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt className="font-semibold">{title}</dt>
      <dd className="mt-1 text-muted">{children}</dd>
    </div>
  )
}

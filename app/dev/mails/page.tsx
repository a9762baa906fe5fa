// All mails with believable data, for those who write them. It exists only beside the local stack.
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { composeMail } from '#lib/mail/compose-mail.ts'
import { samples } from '#lib/mail/samples.ts'
import { isLocalStack, siteUrl } from '../../_edge/env.ts'
import { Wordmark } from '../../_ui/wordmark.tsx'

export const metadata = { title: 'Mails', robots: { index: false } }

export default async function MailsPage() {
  await connection()
  if (!isLocalStack()) notFound()
  const place = { siteUrl: siteUrl(), choicesUrl: `${siteUrl()}/mail` }
  const mails = Object.entries(samples).flatMap(([template, given]) =>
    given.map((data, index) => ({ template, index, ...composeMail({ template, data }, place) })),
  )
  return (
    <main className="mx-auto flex w-full max-w-[720px] flex-col px-4 py-8">
      <Wordmark />
      <h1 className="display mt-8 mb-4 text-xl">Mails</h1>
      <ul className="border-line border-t">
        {mails.map(({ template, index, mail, kind }) => (
          <li key={`${template} ${index}`}>
            <Link
              href={`/dev/mails/${template}/${index}`}
              className="flex min-h-9 flex-wrap items-baseline gap-x-4 border-line border-b py-2 hover:bg-sunken focus-visible:-outline-offset-2 max-sm:min-h-11"
            >
              <span className="min-w-0 flex-1 basis-72">{mail.subject}</span>
              <span className="figures text-muted text-sm">{template}</span>
              <span className="w-24 text-right text-muted text-sm">{kind ?? 'always'}</span>
            </Link>
          </li>
        ))}
      </ul>
    </main>
  )
}

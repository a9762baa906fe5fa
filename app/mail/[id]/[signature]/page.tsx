import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AppError } from '#lib/errors.ts'
import { readMailChoices } from '#lib/mail/mail-choices.ts'
import { readerOfMail } from '../../../_edge/mail-reader.ts'
import { Wordmark } from '../../../_ui/wordmark.tsx'
import { Choices } from '../../_choices/choices.tsx'
import { chooseByLink } from '../../_choices/choose.ts'

export const metadata: Metadata = { title: 'Your mails', robots: { index: false } }

type Params = Promise<{ id: string; signature: string }>

export default async function MailChoicesPage({ params }: { params: Params }) {
  const link = await params
  const reader = readerOfMail(link)
  if (!reader) notFound()
  const { email, unwanted } = await readMailChoices(reader).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  })
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[560px] flex-col px-4 py-8 sm:py-16">
      <Wordmark />
      <h1 className="display mt-10 text-xl">Which mails do you want?</h1>
      <p className="mt-2 mb-6 break-words text-muted">
        For <span className="text-ink">{email}</span>, in every company.
      </p>
      <Choices unwanted={unwanted} choose={chooseByLink.bind(null, link)} />
      <p className="mt-6 text-muted text-sm">
        Mails about your account always come: invitations, payments that fail, employees that stop, homes that
        are removed.
      </p>
    </main>
  )
}

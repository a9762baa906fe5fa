// The card other sites show for a link to us. Photograph it at 1200 x 630 into app/(site)/opengraph-image.png after a change of look.
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { isLocalStack } from '../../_edge/env.ts'
import { Wordmark } from '../../_ui/wordmark.tsx'
import { OfficeScene } from '../../(site)/_landing/office-scene.tsx'

export const metadata = { title: 'Preview card', robots: { index: false } }

export default async function PreviewCardPage() {
  await connection()
  if (!isLocalStack()) notFound()
  return (
    <main className="h-[630px] w-[1200px] overflow-hidden px-10 pt-9">
      <div className="mb-8 flex items-end justify-between">
        <h1 className="display text-[52px] leading-[1.06]">
          Hire an employee.
          <br />
          Watch the lamp come on.
        </h1>
        <Wordmark className="mb-2 text-xl" />
      </div>
      <OfficeScene />
    </main>
  )
}

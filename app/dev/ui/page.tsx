// The living reference of all primitives, for those who build with them. It exists only beside the local stack.
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { isLocalStack } from '../../_edge/env.ts'
import { ThemeSwitch } from '../../_ui/theme-switch.tsx'
import { Wordmark } from '../../_ui/wordmark.tsx'
import { Actions } from './_samples/actions.tsx'
import { Floating } from './_samples/floating.tsx'
import { Forms } from './_samples/forms.tsx'
import { Identity } from './_samples/identity.tsx'
import { States } from './_samples/states.tsx'

export const metadata = { title: 'Primitives', robots: { index: false } }

export default async function PrimitivesPage() {
  await connection()
  if (!isLocalStack()) notFound()
  return (
    <main className="mx-auto flex max-w-page flex-col gap-16 px-4 py-8">
      <div className="flex items-center justify-between">
        <Wordmark />
        <ThemeSwitch />
      </div>
      <h1 className="display text-xl">Primitives</h1>
      <Identity />
      <Actions />
      <Forms />
      <Floating />
      <States />
    </main>
  )
}

'use client'
import { CornerDownLeft } from 'lucide-react'
import { Avatar } from '#app/_ui/avatar.tsx'
import type { Employee } from '#lib/wire/employee.ts'
import { greetingOf } from '../_words/greeting.ts'

type FirstWordsProps = { employee: Employee; examples: readonly string[]; onChoose: (text: string) => void }

/** An empty conversation: who is there, and three things to begin with. */
export function FirstWords({ employee, examples, onChoose }: FirstWordsProps) {
  return (
    <section aria-label="Begin" className="flex flex-col items-start pt-[8vh] pb-8">
      <Avatar seed={employee.portraitSeed} size={56} />
      <p dir="auto" className="display mt-4 line-clamp-4 text-xl [overflow-wrap:anywhere]">
        {greetingOf(employee)}
      </p>
      {examples.length > 0 && (
        <>
          <p className="mt-6 mb-2 text-muted">For example:</p>
          <ul className="flex w-full flex-col">
            {examples.map((example) => (
              <li key={example} className="border-line border-t last:border-b">
                <button
                  type="button"
                  onClick={() => onChoose(example)}
                  className="flex min-h-11 w-full items-center gap-3 py-2 text-left hover:text-lamp-text"
                >
                  <span className="min-w-0 flex-1">{example}</span>
                  <CornerDownLeft
                    aria-hidden="true"
                    size={16}
                    strokeWidth={1.5}
                    className="shrink-0 text-muted"
                  />
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

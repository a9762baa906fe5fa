// What makes a template: the data it needs, whether it may be turned off, when it comes too late, and its words.
import type { z } from 'zod'
import type { MailContent } from './frame.ts'
import type { MailKind } from './kinds.ts'

interface TemplateFacts<Schema extends z.ZodType> {
  data: Schema
  /** Undefined: it cannot be turned off. */
  kind?: MailKind
  /** From when on it would say what is not true any more. */
  lateFrom?: (data: z.output<Schema>) => string | undefined
  /** Words and links. `siteUrl` has no slash at its end. */
  write: (data: z.output<Schema>, siteUrl: string) => MailContent
}

export function template<Schema extends z.ZodType>({ data, kind, lateFrom, write }: TemplateFacts<Schema>) {
  return {
    data,
    kind,
    /** @throws ZodError when the data is not what the template needs. */
    read(given: unknown, siteUrl: string): { content: MailContent; lateFrom: string | undefined } {
      const known = data.parse(given)
      return { content: write(known, siteUrl), lateFrom: lateFrom?.(known) }
    },
  }
}

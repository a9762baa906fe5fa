// Who follows the link of a mail: known by its signature, not by a session.
import 'server-only'
import { z } from 'zod'
import { isSigned } from '#lib/mail/choices-link.ts'
import type { Reader } from '#lib/mail/mail-choices.ts'
import { ensureDatabase } from './database.ts'
import { appEnv } from './env.ts'

/** Undefined for a link that we did not make. */
export function readerOfMail({ id, signature }: { id: string; signature: string }): Reader | undefined {
  if (!z.uuid().safeParse(id).success || !isSigned(id, signature, appEnv().ORCHESTRATOR_SECRET))
    return undefined
  ensureDatabase()
  return { mailId: id }
}

'use server'
import { z } from 'zod'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { siteUrl } from '../../_edge/env.ts'
import { safeNext } from '../../_edge/safe-next.ts'
import { supabaseClient } from '../../_edge/supabase.ts'
import { serverRefusal } from './auth-refusal.ts'
import { limitTries } from './limits.ts'

const input = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(320, 'This is longer than an address can be')
    .pipe(z.email('This does not look like an e-mail address')),
})

export interface RequestState {
  /** What was typed, so that it stays on the page. */
  email: string
  outcome?: Outcome<{ sentAtMs: number }>
}

/** Mails a link and a code. The answer is the same whether the address is known or not. */
export async function requestSignIn(_: RequestState, form: FormData): Promise<RequestState> {
  const typed = String(form.get('email') ?? '').slice(0, 400)
  const outcome = await act(async () => {
    const { email } = parseInput(input, { email: typed })
    await limitTries('mail', email)
    const supabase = await supabaseClient()
    const { error } = await supabase.auth.signInWithOtp({
      email,
      options: { emailRedirectTo: siteUrl() + safeNext(form.get('next')) },
    })
    if (error) throw serverRefusal(error) ?? notSent(error)
    return { sentAtMs: Date.now() }
  })
  return { email: outcome.ok ? typed.trim().toLowerCase() : typed, outcome }
}

function notSent(cause: Error): AppError {
  const detail = 'No mail can be sent to this address. Check it, or use another one.'
  return new AppError('invalid', { detail, fields: { email: detail }, cause })
}

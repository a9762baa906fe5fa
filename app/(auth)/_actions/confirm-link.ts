'use server'
import { redirect } from 'next/navigation'
import { AppError } from '#lib/errors.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { safeNext } from '../../_edge/safe-next.ts'
import { supabaseClient } from '../../_edge/supabase.ts'
import { serverRefusal } from './auth-refusal.ts'
import { limitTries } from './limits.ts'
import { signedIn } from './signed-in.ts'

/** Uses the link of the mail up: only this, never the mere opening of the page. */
export async function confirmLink(_: Outcome | null, form: FormData): Promise<Outcome> {
  return act(async () => {
    await limitTries('link')
    const supabase = await supabaseClient()
    const { data, error } = await supabase.auth.verifyOtp({
      token_hash: String(form.get('token_hash') ?? '').slice(0, 200),
      type: 'email',
    })
    if (error || !data.user) {
      throw (error && serverRefusal(error)) ?? new AppError('gone', { detail: usedUp })
    }
    redirect(await signedIn(data.user, safeNext(form.get('next'))))
  })
}

const usedUp =
  'A link works once and for one hour. This one was used, is older, or a newer mail has replaced it. Nothing is lost: have a new one sent.'

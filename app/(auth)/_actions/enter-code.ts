'use server'
import { redirect } from 'next/navigation'
import { AppError } from '#lib/errors.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { safeNext } from '../../_edge/safe-next.ts'
import { supabaseClient } from '../../_edge/supabase.ts'
import { serverRefusal } from './auth-refusal.ts'
import { limitTries } from './limits.ts'
import { signedIn } from './signed-in.ts'

/** Signs in with the six digits of the mail and goes on. */
export async function enterCode(_: Outcome | null, form: FormData): Promise<Outcome> {
  return act(async () => {
    const email = String(form.get('email') ?? '')
      .trim()
      .toLowerCase()
    const token = String(form.get('code') ?? '').replace(/\D/g, '')
    if (token.length !== 6) throw wrongCode('The code has six digits.')
    await limitTries('code', email)
    const supabase = await supabaseClient()
    const { data, error } = await supabase.auth.verifyOtp({ email, token, type: 'email' })
    if (error || !data.user) {
      throw (error && serverRefusal(error)) ?? wrongCode('This code is wrong, used or too old.')
    }
    redirect(await signedIn(data.user, safeNext(form.get('next'))))
  })
}

function wrongCode(what: string): AppError {
  const detail = `${what} Check the newest mail, or have a new one sent.`
  return new AppError('invalid', { detail, fields: { code: detail } })
}

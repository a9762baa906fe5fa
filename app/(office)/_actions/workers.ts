'use server'
import { z } from 'zod'
import { parseInput } from '#lib/parse-input.ts'
import { drainWorker } from '#lib/worker/drain-worker.ts'
import { forgetWorker } from '#lib/worker/forget-worker.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { requireMember } from '../../_edge/session.ts'

const page = '/settings/workers'

export async function drain(id: string, draining: boolean): Promise<Outcome> {
  return act(async () => {
    const member = await requireMember(page)
    const wanted = { id: parseInput(z.uuid(), id), draining: parseInput(z.boolean(), draining) }
    await drainWorker(member, wanted)
    return undefined
  })
}

export async function forget(id: string): Promise<Outcome> {
  return act(async () => {
    const member = await requireMember(page)
    await forgetWorker(member, { id: parseInput(z.uuid(), id) })
    return undefined
  })
}

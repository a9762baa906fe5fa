'use server'
import { z } from 'zod'
import { deleteBackup } from '#lib/backup/delete-backup.ts'
import { requestBackup } from '#lib/backup/request-backup.ts'
import { restoreBackup } from '#lib/backup/restore-backup.ts'
import { parseInput } from '#lib/parse-input.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { requireMember } from '../../_edge/session.ts'

const ofEmployee = z.strictObject({ employeeId: z.uuid() })
const ofBackup = ofEmployee.extend({ backupId: z.uuid() })
const memberAt = (employeeId: string) => requireMember(`/employees/${employeeId}/settings`)

export async function makeBackup(employeeId: string): Promise<Outcome<unknown>> {
  return act(async () => {
    const input = parseInput(ofEmployee, { employeeId })
    return requestBackup(await memberAt(input.employeeId), input)
  })
}

export async function putBack(employeeId: string, backupId: string): Promise<Outcome<unknown>> {
  return act(async () => {
    const input = parseInput(ofBackup, { employeeId, backupId })
    return restoreBackup(await memberAt(input.employeeId), input)
  })
}

export async function discardBackup(employeeId: string, backupId: string): Promise<Outcome<unknown>> {
  return act(async () => {
    const input = parseInput(ofBackup, { employeeId, backupId })
    return deleteBackup(await memberAt(input.employeeId), input)
  })
}

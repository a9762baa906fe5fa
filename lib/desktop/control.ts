// Who drives a desktop: one person at a time, for ten minutes at a time, by the database's clock. The employee waits meanwhile.
import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller, Member } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { employeeById } from '#lib/employee/read-employee.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type TakeControlInput, takeControlInput } from '#lib/wire/desktop.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { controlMinutes } from './control-minutes.ts'
import { type DeskToSee, deskToSee, requireReady } from './desk-to-see.ts'
import { requirePerson } from './require-person.ts'

/**
 * Takes control of the desktop, or prolongs it for whoever has it already.
 * @throws AppError `conflict` while somebody else has it; only an owner or an admin may then take it over.
 */
export function takeControl(
  caller: CompanyCaller,
  input: { id: string } & TakeControlInput,
): Promise<Employee> {
  authorize(caller, 'desktop.control')
  const member = requirePerson(caller)
  const { id, ...rest } = input
  const { takeOver } = parseInput(takeControlInput, rest)
  return transact(caller, async (tx) => {
    const desk = await deskToSee(tx, member, id)
    requireReady(desk.employee)
    const before = await lockHolder(tx, desk.deskId)
    if (before?.isLiving && before.userId !== member.userId) {
      refuseUnlessManager(member, before, desk.employee.name, takeOver)
    }
    await write(tx, member, desk, before)
    await note(tx, member, desk, before)
    return employeeById(tx, member, id)
  })
}

/** Gives control back. Whoever does not have it changes nothing. */
export function handBack(caller: CompanyCaller, input: { id: string }): Promise<Employee> {
  authorize(caller, 'desktop.control')
  const member = requirePerson(caller)
  return transact(caller, async (tx) => {
    const employee = await employeeById(tx, member, input.id)
    const { numDeletedRows } = await tx
      .deleteFrom('controlLeases')
      .where('companyId', '=', member.companyId)
      .where('employeeId', '=', input.id)
      .where('userId', '=', member.userId)
      .executeTakeFirst()
    if (numDeletedRows > 0n) {
      await record(tx, {
        companyId: member.companyId,
        action: 'desktop.control_handed_back',
        subjectId: input.id,
        details: { name: employee.name },
      })
    }
    return employeeById(tx, member, input.id)
  })
}

interface Holder {
  userId: string
  memberName: string
  expiresAt: Date
  isLiving: boolean
}

/** Until the transaction ends, nobody else takes control of this desk. */
async function lockHolder(tx: Tx, deskId: string): Promise<Holder | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended('deskhand.control:' || ${deskId}::text, 0))`.execute(
    tx,
  )
  const { rows } = await sql<Holder>`
    select lease.user_id, member.display_name as member_name, lease.expires_at,
      lease.expires_at > clock_timestamp() as is_living
    from control_leases lease
    join members member on member.company_id = lease.company_id and member.user_id = lease.user_id
    where lease.desk_id = ${deskId}`.execute(tx)
  return rows[0]
}

function refuseUnlessManager(member: Member, holder: Holder, name: string, takeOver: boolean): void {
  const until = `${holder.expiresAt.toISOString().slice(11, 16)} UTC`
  const isManager = member.role === 'owner' || member.role === 'admin'
  if (takeOver && isManager) return
  if (takeOver) {
    throw new AppError('not_allowed', {
      detail: `Only an owner or an admin can take control away from ${holder.memberName}. Nothing was changed.`,
    })
  }
  throw new AppError('conflict', {
    detail: `${holder.memberName} has control of ${name}'s desktop, until ${until} if nothing more is done. Nothing was changed. ${
      isManager ? 'You may take it over.' : `Ask ${holder.memberName} to hand it back.`
    }`,
  })
}

async function write(tx: Tx, member: Member, { deskId, employee }: DeskToSee, before: Holder | undefined) {
  const goesOn = before?.isLiving === true && before.userId === member.userId
  const until = sql<Date>`clock_timestamp() + make_interval(mins => ${controlMinutes})`
  const since = sql<Date>`clock_timestamp()`
  await tx
    .insertInto('controlLeases')
    .values({
      deskId,
      companyId: member.companyId,
      employeeId: employee.id,
      userId: member.userId,
      takenAt: since,
      expiresAt: until,
    })
    .onConflict((conflict) =>
      conflict.column('deskId').doUpdateSet({
        userId: member.userId,
        expiresAt: until,
        ...(goesOn ? {} : { takenAt: since }),
      }),
    )
    .execute()
}

async function note(tx: Tx, member: Member, { employee }: DeskToSee, before: Holder | undefined) {
  if (before?.isLiving && before.userId === member.userId) return
  const facts = { companyId: member.companyId, subjectId: employee.id }
  if (before && !before.isLiving) {
    const details = { name: employee.name, userId: before.userId, memberName: before.memberName }
    await record(tx, { ...facts, action: 'desktop.control_expired', details })
  }
  const from = before?.isLiving ? { fromUserId: before.userId, fromMemberName: before.memberName } : {}
  await record(tx, {
    ...facts,
    action: before?.isLiving ? 'desktop.control_taken_over' : 'desktop.control_taken',
    details: { name: employee.name, ...from },
  })
}

// An entry of the audit trail as a sentence. Unknown actions are shown as they are: nothing is left out. Pure.
import { z } from 'zod'
import { planByKey } from '#lib/billing/plans.ts'
import { dollars } from '#lib/mail/words.ts'

const word = z.string().optional().catch(undefined)
const words = z.array(z.string()).optional().catch(undefined)
/** A role, a plan's key, or a plan with its seats. */
const wordOrPlan = z
  .union([z.string(), z.object({ plan: z.string().nullable(), seats: z.int() }).transform(planWithSeats)])
  .optional()
  .catch(undefined)
const details = z
  .object({
    name: word,
    email: word,
    role: word,
    from: wordOrPlan,
    to: wordOrPlan,
    fields: words,
    scopes: words,
    site: word,
    scope: word,
    number: z.int().optional().catch(undefined),
    memberName: word,
    fromMemberName: word,
    days: z.int().optional().catch(undefined),
    fromMicros: z.int().optional().catch(undefined),
    toMicros: z.int().optional().catch(undefined),
    reason: word,
    plan: word,
    seats: z.int().optional().catch(undefined),
  })
  .catch({})
type Details = z.output<typeof details>

const sentences: Readonly<Record<string, (given: Details, employee: string) => string>> = {
  'allowance.changed': ({ scope, fromMicros = 0, toMicros = 0 }, employee) =>
    `Set the allowance of ${holders[scope ?? ''] ?? employee} to ${dollars(toMicros)}, before ${dollars(fromMicros)}`,
  'api_key.created': ({ name, scopes }) => `Made the API key “${name}” (${scopes?.join(', ')})`,
  'api_key.revoked': ({ name }) => `Revoked the API key “${name}”`,
  'backup.deleted': ({ name }) => `Deleted a backup of ${name}`,
  'backup.requested': ({ name }) => `Asked for a backup of ${name}`,
  'backup.restored': ({ name }) => `Put a backup of ${name} back`,
  'company.changed': ({ fields }) => `Changed the company’s ${fields?.map(fieldName).join(' and ')}`,
  'company.founded': () => 'Founded the company',
  'desktop.control_taken': (_, employee) => `Took control of ${employee}’s desktop`,
  'desktop.control_taken_over': ({ fromMemberName }, employee) =>
    `Took control of ${employee}’s desktop over from ${fromMemberName}`,
  'desktop.control_handed_back': (_, employee) => `Handed back control of ${employee}’s desktop`,
  'desktop.control_expired': ({ memberName }, employee) =>
    `Control of ${employee}’s desktop ran out${memberName ? `; ${memberName} had it` : ''}`,
  'employee.hired': ({ name, role }) => `Hired ${name} as ${role}`,
  'employee.changed': ({ fields }, employee) => `Changed ${employee}’s ${fields?.map(fieldName).join(', ')}`,
  'employee.fired': ({ name }) => `Fired ${name}`,
  'employee.taken_back': ({ name }) => `Took ${name} back`,
  'employee.seat_lost': (_, employee) => `No seat was left for ${employee}, who rests`,
  'employee.seat_returned': (_, employee) => `There is a seat for ${employee} again`,
  'employee.started': (_, employee) => `Started ${employee}`,
  'employee.paused': (_, employee) => `Paused ${employee}`,
  'employee.restarted': (_, employee) => `Restarted ${employee}`,
  'employee.provisioned': (_, employee) => `Re-provisioned ${employee}`,
  'invitation.revoked': ({ email }) => `Revoked the invitation of ${email}`,
  'member.invited': ({ email, role }) => `Invited ${email} as ${role}`,
  'member.joined': ({ email }) => `Joined${email ? `, ${email}` : ''}`,
  'member.left': ({ email }) => `Left, ${email}`,
  'member.removed': ({ email }) => `Removed ${email}`,
  'member.role_changed': ({ email, from, to }) => `Made ${email} ${to}, before ${from}`,
  'question.answered': () => 'Answered a question about a task',
  'schedule.created': ({ name }) => `Scheduled “${name}”`,
  'schedule.changed': ({ name }) => `Changed a schedule of “${name}”`,
  'schedule.deleted': ({ name }) => `Deleted a schedule of “${name}”`,
  'template.created': ({ name }) => `Made the template “${name}”`,
  'template.changed': ({ name }) => `Changed the template “${name}”`,
  'template.deleted': ({ name }) => `Deleted the template “${name}”`,
  'site.allowed': ({ site, scope }, employee) => `Allowed ${siteName(site)} for ${whose(scope, employee)}`,
  'site.refused': ({ site, scope }, employee) => `Refused ${siteName(site)} for ${whose(scope, employee)}`,
  'site.forgotten': ({ site, scope }, employee) =>
    `Took back what was decided about ${siteName(site)} for ${whose(scope, employee)}`,
  'support.trial_extended': ({ days, reason }) =>
    `Extended the trial by ${days === 1 ? 'a day' : `${days} days`}${because(reason)}`,
  'support.allowance_granted': ({ toMicros, reason }) =>
    `Set the extra allowance to ${dollars(toMicros ?? 0)} a month${because(reason)}`,
  'support.suspended': ({ reason }) => `Suspended the company${because(reason)}`,
  'support.unsuspended': ({ reason }) => `Took the suspension back${because(reason)}`,
  'support.provisioned': ({ reason }, employee) => `Re-provisioned ${employee}${because(reason)}`,
  'support.resynced': ({ reason }) => `Had the subscription read again${because(reason)}`,
  'support.mail_resent': ({ reason }) => `Sent a mail again${because(reason)}`,
  'task.plan_asked': ({ number }) => `Asked for a plan of task #${number}`,
  'task.plan_changed': ({ number }) => `Changed the plan of task #${number}`,
  'billing.checkout_started': ({ plan, seats }) =>
    `Went to pay for ${planWithSeats({ plan: plan ?? null, seats: seats ?? 1 })}`,
  'billing.change_asked': ({ from, to }) => `Changed the subscription to ${to}, before ${from}`,
  'trial.refused': ({ plan }) =>
    `Asked for a trial of ${planByKey(plan ?? '')?.name ?? plan}; there was none to have`,
  'plan.chosen': ({ to }) => `Chose the plan ${planByKey(to ?? '')?.name ?? to}`,
}

function planWithSeats({ plan, seats }: { plan: string | null; seats: number }): string {
  return `${planByKey(plan ?? '')?.name ?? 'a plan'} with ${seats} ${seats === 1 ? 'seat' : 'seats'}`
}

interface Entry {
  action: string
  subjectId: string | null
  details: unknown
}

/** `names` are those of the employees who work here now, by their ids. */
export function auditInWords(entry: Entry, names: Readonly<Record<string, string>>): string {
  const employee = names[entry.subjectId ?? ''] ?? 'an employee'
  return sentences[entry.action]?.(details.parse(entry.details), employee) ?? entry.action
}

export function actorInWords({ actorKind, actorName }: { actorKind: string; actorName: string }): string {
  switch (actorKind) {
    case 'api_key':
      return `Key ${actorName}`.trim()
    case 'operator':
      return 'Deskhand support'
    case 'system':
      return 'Deskhand'
    default:
      return actorName || 'A former member'
  }
}

/** Those who have no name of their own here. */
const holders: Readonly<Record<string, string>> = { company: 'the company', task: 'a task' }

const siteName = (site: string | undefined) => (site === '*' ? 'every site' : site)

/** What operators say when they act. */
const because = (reason: string | undefined) => (reason ? `: “${reason}”` : '')

const whose = (scope: string | undefined, employee: string) => (scope === 'company' ? 'everybody' : employee)

function fieldName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

// The one gate for people and keys: what each may do in a company. The database checks the company once more.
import { AppError } from '#lib/errors.ts'
import type { CompanyCaller, KeyHolder, MemberRole, Scope } from './caller.ts'

interface Rule {
  roles: readonly MemberRole[]
  scope: Scope
  /** A key with this scope may do it as well. */
  orScope?: Scope
}

const everyone: readonly MemberRole[] = ['owner', 'admin', 'member']
const managers: readonly MemberRole[] = ['owner', 'admin']

const rules = {
  'company.read': { roles: everyone, scope: 'read' },
  'company.change': { roles: managers, scope: 'admin' },
  'members.read': { roles: everyone, scope: 'read' },
  'members.manage': { roles: managers, scope: 'admin' },
  'plan.choose': { roles: managers, scope: 'admin' },
  'billing.read': { roles: managers, scope: 'admin' },
  'billing.manage': { roles: managers, scope: 'admin' },
  'usage.read': { roles: managers, scope: 'read' },
  'allowances.change': { roles: managers, scope: 'admin' },
  'employees.read': { roles: everyone, scope: 'read' },
  'employees.hire': { roles: managers, scope: 'write' },
  'employees.change': { roles: everyone, scope: 'write' },
  'employees.fire': { roles: managers, scope: 'write' },
  'desktop.see': { roles: everyone, scope: 'write' },
  'desktop.control': { roles: everyone, scope: 'write' },
  'sites.read': { roles: everyone, scope: 'read' },
  'sites.decide': { roles: everyone, scope: 'write' },
  'sites.open-all': { roles: managers, scope: 'admin' },
  'backups.read': { roles: everyone, scope: 'read' },
  'backups.manage': { roles: managers, scope: 'admin' },
  'chat.read': { roles: everyone, scope: 'read' },
  'chat.write': { roles: everyone, scope: 'write' },
  'tasks.read': { roles: everyone, scope: 'read' },
  // Workers fetch what was given along.
  'tasks.files.read': { roles: everyone, scope: 'read', orScope: 'work' },
  'tasks.write': { roles: everyone, scope: 'write' },
  'workers.read': { roles: everyone, scope: 'read' },
  'workers.manage': { roles: managers, scope: 'admin' },
  // Only programs: a person works on nothing under a lease.
  'runs.work': { roles: [], scope: 'work' },
  'api-keys.manage': { roles: managers, scope: 'admin' },
  'audit.read': { roles: managers, scope: 'admin' },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof rules

/** @throws AppError `not_allowed` naming who could do it. */
export function authorize(caller: CompanyCaller, action: Action): void {
  if (may(caller, action)) return
  const rule: Rule = rules[action]
  const detail =
    caller.kind === 'key'
      ? `This key lacks the scope "${rule.scope}". Nothing was changed. Make a key with that scope and try again.`
      : 'Only an owner or an admin of your company can do this. Nothing was changed.'
  throw new AppError('not_allowed', { detail })
}

/** Whether a page should offer the action at all. */
export function may(caller: CompanyCaller, action: Action): boolean {
  const rule: Rule = rules[action]
  if (caller.kind === 'member') return rule.roles.includes(caller.role)
  return hasScope(caller, rule.scope) || (rule.orScope !== undefined && hasScope(caller, rule.orScope))
}

/** Whoever may write may read. */
export function hasScope(key: KeyHolder, scope: Scope): boolean {
  return key.scopes.includes(scope) || (scope === 'read' && key.scopes.includes('write'))
}

// What an employee may be: a role that exists, skills of that role, a name that fits, a model we can price.
import { AppError } from '#lib/errors.ts'
import { modelById, offeredModels } from '#lib/model/models.ts'
import { checkDisplayName } from '#lib/role/display-name.ts'
import { type RoleTemplate, roleByKey } from '#lib/role/roles.ts'

export function checkRole(roleKey: string): RoleTemplate {
  const role = roleByKey(roleKey)
  if (!role) throw invalid('roleKey', 'Choose one of the roles')
  return role
}

/** The role's skills among those asked for, in the role's order. */
export function checkSkills(role: RoleTemplate, skills: readonly string[]): string[] {
  const known = role.skills.map((skill) => skill.key)
  const stranger = skills.find((skill) => !known.includes(skill))
  if (stranger !== undefined) throw invalid('skills', `"${stranger}" is not a skill of ${role.name}`)
  return known.filter((skill) => skills.includes(skill))
}

export function checkModel(model: string): string {
  if (modelById(model)) return model
  throw invalid(
    'model',
    `Choose one of ${offeredModels()
      .map((one) => one.name)
      .join(', ')}`,
  )
}

interface Character {
  name: string
  toneKey: string
  toneWords?: string | undefined
}

export function checkCharacter(input: Character): { name: string; toneKey: string; toneWords: string } {
  const name = checkDisplayName(input.name)
  if (!name.ok) throw invalid('name', name.problem)
  const toneWords = (input.toneWords ?? '').trim()
  if (input.toneKey === 'own' && toneWords === '')
    throw invalid('toneWords', 'Say in your own words how they should sound')
  return { name: name.name, toneKey: input.toneKey, toneWords: input.toneKey === 'own' ? toneWords : '' }
}

function invalid(field: string, problem: string): AppError {
  return new AppError('invalid', { detail: `${problem}. Nothing was changed.`, fields: { [field]: problem } })
}

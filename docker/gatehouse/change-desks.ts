import type { Desk } from './desk-register.ts'
import type { House } from './house.ts'

/** Takes the orchestrator's word and closes what is open without a right to it. */
export function changeDesks({ register, passages }: House, desks: Desk[]): void {
  register.replace(desks)
  for (const kind of Object.values(passages)) kind.review(register)
}

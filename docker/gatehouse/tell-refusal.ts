import type { Desk } from './desk-register.ts'
import type { House } from './house.ts'
import type { Why } from './open-site.ts'
import type { Authority } from './read-authority.ts'

export function tellRefusal(
  { refusals }: House,
  { deskId }: Desk,
  { host, port }: Authority,
  why: Why,
): void {
  refusals.tell({ deskId, host, port, why })
}

import { AppError } from '#lib/errors.ts'
import type { Employee } from '#lib/wire/employee.ts'

/** @throws AppError conflict for somebody who was fired: their home is about to go. */
export function requireStaying({ firedAt, name }: Employee): void {
  if (!firedAt) return
  throw new AppError('conflict', {
    detail: `${name} is leaving. Nothing was changed. Take ${name} back first.`,
  })
}

// Cursors of lists ordered by a time and an id: opaque to callers, checked when they come back.
import { z } from 'zod'
import { AppError } from '#lib/errors.ts'

const cursorShape = z.tuple([z.iso.datetime({ precision: 3 }), z.uuid()])

export interface PageStart {
  at: Date
  id: string
}

export function pageCursor(at: Date, id: string): string {
  return Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url')
}

/** @throws AppError `invalid` for a cursor that no list gave out. */
export function pageAfter(cursor: string | undefined): PageStart | undefined {
  if (cursor === undefined) return undefined
  const parsed = cursorShape.safeParse(decoded(cursor))
  if (!parsed.success) {
    throw new AppError('invalid', {
      detail: 'This cursor is not one a list gave out.',
      fields: { cursor: 'Unknown cursor' },
    })
  }
  const [at, id] = parsed.data
  return { at: new Date(at), id }
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
}

/** A page of rows that were read with one more than fits: that one says that there is a next page. */
export function cutPage<Row extends { id: string }>(rows: Row[], limit: number, at: (row: Row) => Date) {
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { rows: items, nextCursor: last ? pageCursor(at(last), last.id) : null }
}

import type { Selectable } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import type { Question as QuestionTable } from '#lib/db/types.ts'
import { type Question, question } from '#lib/wire/task.ts'

export function selectQuestions(tx: Tx, companyId: string) {
  return tx.selectFrom('questions').where('companyId', '=', companyId).selectAll()
}

export function questionToWire(row: Selectable<QuestionTable>): Question {
  return question.parse({
    ...row,
    askedAt: row.askedAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
  })
}

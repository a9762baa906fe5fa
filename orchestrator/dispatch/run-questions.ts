// What a desk asks while it works, and how the answers get back to it. The gateway holds a question for an hour at most and forgets it when
// it restarts; the row stays. So an answer goes to whoever waits for it now, or else into the session as words when the turn has ended.
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import type { DeskQuestion } from '#orchestrator/gateway/questions.ts'
import { askPeople } from './ask-people.ts'
import type { RunFacts, RunNotes, RunQuestion } from './run.ts'

export interface RunQuestions {
  /** The desk asks, or is found asking. */
  hear: (asked: DeskQuestion) => Promise<void>
  /** Rows as they are now. */
  learn: (questions: RunQuestion[]) => Promise<void>

  /** When a wait ends without an answer; the turn is ended before, so that nothing is done that a person should decide. */
  firstExpiry: () => number | undefined
  turnEnded: () => void
}

export interface QuestionOptions {
  run: RunFacts
  line: () => GatewayConnection | undefined
  notes: () => RunNotes
  deliver: (questionId: string) => Promise<void>
}

export function keepQuestions({ run, line, notes, deliver }: QuestionOptions): RunQuestions {
  /** The gateway's own id of what it waits for now, with the time at which it gives up. */
  const waiting = new Map<string, DeskQuestion>()
  let known: RunQuestion[] = []

  /** A desk that was restarted asks the same again: it is the same question. */
  const isSame = (asked: DeskQuestion, row: RunQuestion) =>
    row.askerKey === asked.id ||
    (row.text === asked.text.slice(0, 4000) && !notes().delivered.includes(row.id))

  async function answer(row: RunQuestion): Promise<void> {
    const asked = [...waiting.values()].find((one) => isSame(one, row))
    const connection = line()
    if (!asked || row.answer === null || !connection) return
    if (await connection.answerQuestion(asked.id, row.answer)) await deliver(row.id)
    waiting.delete(asked.id)
  }

  async function answerAll(): Promise<void> {
    for (const row of known)
      if (row.state === 'answered' && !notes().delivered.includes(row.id)) await answer(row)
  }

  return {
    async hear(asked) {
      waiting.set(asked.id, asked)
      if (!known.some((row) => row.state !== 'withdrawn' && isSame(asked, row))) await askPeople(run, asked)
      await answerAll()
    },
    async learn(questions) {
      known = questions
      await answerAll()
    },

    firstExpiry: () =>
      waiting.size === 0
        ? undefined
        : Math.min(...[...waiting.values()].map(({ expiresAtMs }) => expiresAtMs)),
    turnEnded: () => waiting.clear(),
  }
}

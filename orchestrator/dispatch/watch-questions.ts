// Keeps a turn alive while it waits for a person, and ends it before the desk gives up waiting: nothing is decided in a person's place.
import type { RunQuestions } from './run-questions.ts'
import type { RunState } from './run-state.ts'

const parkBeforeMs = 5000
const soonMs = 60_000

export function watchQuestions(state: RunState, questions: RunQuestions): void {
  const expiresAtMs = questions.firstExpiry()
  if (expiresAtMs === undefined || !state.turn) return
  state.turn.noteLife()
  const leftMs = expiresAtMs - parkBeforeMs - Date.now()
  if (leftMs <= 0) state.stop('waits')
  else if (leftMs < soonMs) setTimeout(() => watchQuestions(state, questions), leftMs).unref()
}

/** Questions to a person: the agent's tool ask_user, which waits for the answer. They live in the gateway's memory only. */
import { z } from 'zod'
import { AppError } from '#lib/errors.ts'
import type { Link } from './link.ts'

const part = z.object({
  questionId: z.string(),
  question: z.string(),
  options: z.array(z.looseObject({ label: z.string(), description: z.string().optional() })).default([]),
})
const record = z.looseObject({
  id: z.string(),
  sessionKey: z.string(),
  questions: z.array(part).min(1),
  expiresAtMs: z.number(),
  status: z.string(),
})

export interface DeskQuestion {
  id: string
  sessionKey: string
  /** Several that were asked together stand below each other. */
  text: string
  options: string[]
  /** When the gateway gives up waiting and lets the agent go on as it thinks best. */
  expiresAtMs: number
}

/** Undefined when the frame is about anything else. */
export function readQuestion(frame: { event: string; payload?: unknown }): DeskQuestion | undefined {
  if (frame.event !== 'question.requested') return undefined
  const asked = record.safeParse(frame.payload).data
  return asked && toQuestion(asked)
}

export async function openQuestions(link: Link): Promise<DeskQuestion[]> {
  const answer = z.object({ questions: z.array(z.unknown()) }).parse(await link.request('question.list', {}))
  return answer.questions.flatMap((each) => {
    const asked = record.safeParse(each).data
    return asked?.status === 'pending' ? [toQuestion(asked)] : []
  })
}

function toQuestion({ id, sessionKey, questions, expiresAtMs }: z.output<typeof record>): DeskQuestion {
  const [only] = questions
  const isOne = questions.length === 1
  return {
    id,
    sessionKey,
    text: isOne && only ? only.question : questions.map(withOptions).join('\n\n'),
    options: isOne && only ? only.options.map(({ label }) => label) : [],
    expiresAtMs,
  }
}

function withOptions({ question, options }: z.output<typeof part>, index: number): string {
  const choices = options.map(({ label }) => `   - ${label}`)
  return [`${index + 1}. ${question}`, ...choices].join('\n')
}

const detail = z.object({ question: record })

/** One text answers everything that was asked together. False when the desk neither waits for it nor has it. */
export async function answerQuestion(link: Link, id: string, answer: string): Promise<boolean> {
  return whileItWaits(async () => {
    const { question } = detail.parse(await link.request('question.get', { id }))
    if (question.status !== 'pending') return question.status === 'answered'
    const answers = Object.fromEntries(question.questions.map(({ questionId }) => [questionId, [answer]]))
    await link.request('question.resolve', { id, answers: { answers } })
    return true
  })
}

export async function cancelQuestion(link: Link, id: string): Promise<void> {
  await whileItWaits(async () => {
    await link.request('question.resolve', { id, cancel: true })
    return true
  })
}

async function whileItWaits(ask: () => Promise<boolean>): Promise<boolean> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid') return false
    throw error
  }
}

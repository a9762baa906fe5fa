/**
 * OpenClaw keeps rarely used tools behind a wrapper named `tool_call` {id, args}, whose result is JSON around the real
 * one. People should see the tool that ran, so both are unwrapped.
 */
import { z } from 'zod'
import { textOf } from './frame.ts'

const wrapperName = 'tool_call'
const wrappedCall = z.object({ id: z.string(), args: z.record(z.string(), z.unknown()).optional() })
const wrappedResult = z.object({ result: z.looseObject({ content: z.unknown() }) })

export type Call = { name: string; args?: Record<string, unknown> }

export function unwrapCall(name: string, args: Record<string, unknown> | undefined): Call {
  const inner = name === wrapperName ? wrappedCall.safeParse(args).data : undefined
  if (!inner) return args ? { name, args } : { name }
  const innerName = inner.id.split(':').at(-1) ?? inner.id
  return inner.args ? { name: innerName, args: inner.args } : { name: innerName }
}

export function unwrapOutput(name: string, output: string): string {
  if (name !== wrapperName) return output
  try {
    return textOf(wrappedResult.parse(JSON.parse(output)).result) ?? output
  } catch {
    return output
  }
}

import type { CreateTaskInput } from '#lib/wire/task.ts'
import type { Template } from '#lib/wire/template.ts'
import { type Answered, call, post } from '../../../_api/call.ts'
import { specOf } from './new-task.ts'

export async function readTemplates(): Promise<readonly Template[]> {
  const answer = await call<{ items: Template[] }>('/templates?limit=100')
  return answer.ok ? answer.value.items : []
}

export function saveTemplate(name: string, input: CreateTaskInput): Promise<Answered<Template>> {
  return call('/templates', post({ name, spec: specOf(input) }))
}

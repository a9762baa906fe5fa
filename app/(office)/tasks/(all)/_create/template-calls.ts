import type { Template, TemplateInput } from '#lib/wire/template.ts'
import { type Answered, call, post } from '../../../_api/call.ts'

export async function readTemplates(): Promise<readonly Template[]> {
  const answer = await call<{ items: Template[] }>('/templates?limit=100')
  return answer.ok ? answer.value.items : []
}

export function saveTemplate(input: TemplateInput): Promise<Answered<Template>> {
  return call('/templates', post(input))
}

import { offeredModels } from '#lib/model/models.ts'
import type { Plan, PlanStep } from '#lib/wire/plan.ts'
import { costInWords } from '../../_words/money.ts'

export function minutesInWords(minutes: number): string {
  if (minutes < 90) return `${minutes} min`
  const hours = minutes / 60
  return hours < 48 ? `${Math.round(hours * 10) / 10} h` : `${Math.round(hours / 24)} days`
}

export function estimateInWords(step: Pick<PlanStep, 'estimateMicros' | 'estimateMinutes'>): string {
  const { estimateMicros: micros, estimateMinutes: minutes } = step
  const parts = [minutes === null ? '' : minutesInWords(minutes), micros === null ? '' : costInWords(micros)]
  return parts.filter((one) => one !== '').join(' · ')
}

const makers: Record<NonNullable<Plan['madeBy']>, string> = {
  model: 'Planned by the model',
  router: 'Planned by rule, without a model',
  member: 'Changed by a person',
}

export function makerInWords({ madeBy, model, practice }: Plan): string {
  if (!madeBy) return ''
  const name = madeBy === 'model' ? (offeredModels().find((one) => one.id === model)?.name ?? model) : null
  return `${makers[madeBy]}${name ? ` ${name}` : ''}${practice ? ' (practice)' : ''}`
}

export function thinkingInWords({ model, thinking }: Pick<PlanStep, 'model' | 'thinking'>): string {
  const name = offeredModels().find((one) => one.id === model)?.name ?? model ?? ''
  return [name, thinking ? `thinking ${thinking}` : ''].filter((one) => one !== '').join(', ')
}

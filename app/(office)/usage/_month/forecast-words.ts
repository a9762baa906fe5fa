// What is foreseen of the month, in sentences that say what they are made of.
import { usedUpOn } from '#lib/usage/forecast.ts'
import type { Usage } from '#lib/wire/usage.ts'
import { money, monthOf, roughMoney, shortDay } from '../_words/figures.ts'

interface Foreseen {
  today: string
  month: Usage['month']
  capMicros: number
}

interface ForecastWords {
  /** The figure, where there is one. */
  figure: string | undefined
  words: string
  /** When the allowance is used up at this pace. */
  warning: string | undefined
}

export function forecastInWords({
  today,
  month: { forecast, spentMicros },
  capMicros,
}: Foreseen): ForecastWords {
  if (forecast.state === 'too_little') {
    const { daysNeeded } = forecast
    const days = daysNeeded === 1 ? 'one more whole day' : `${daysNeeded} more whole days`
    return { figure: undefined, words: `Too little to say yet: it takes ${days} of use.`, warning: undefined }
  }
  const { micros, lowMicros, highMicros, basedOnDays, dayMicros } = forecast
  const span =
    roughMoney(lowMicros) === roughMoney(highMicros)
      ? ''
      : ` Most likely between ${roughMoney(lowMicros)} and ${roughMoney(highMicros)}.`
  const day = usedUpOn(forecast, { today, spentMicros, capMicros })
  return {
    figure: `about ${roughMoney(micros)}`,
    words: `If ${monthOf(today)} goes on like the last ${basedOnDays} days, at ${money(dayMicros)} a day.${span}`,
    warning:
      day === undefined || day === today
        ? undefined
        : `At this pace the allowance is used up on ${shortDay(day)}.`,
  }
}

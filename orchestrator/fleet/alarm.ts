// Wakes whoever waits. A ring while nobody waits is kept for the next one who does.

export interface Alarm {
  ring: () => void
  /** Until it rings, or until the time comes (milliseconds since 1970). */
  wait: (until: number) => Promise<void>
}

export function newAlarm(): Alarm {
  let isRung = false
  let wake: (() => void) | undefined
  return {
    ring: () => {
      isRung = true
      wake?.()
    },
    wait: async (until: number) => {
      const delayMs = Math.max(0, until - Date.now())
      if (!isRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, delayMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      wake = undefined
      isRung = false
    },
  }
}

// What changes a desk happens one after the other; different desks do not wait for each other.

export interface OneAtATime {
  run: <T>(key: string, action: () => Promise<T>) => Promise<T>
  isBusy: (key: string) => boolean
}

export function oneAtATime(): OneAtATime {
  const last = new Map<string, Promise<unknown>>()
  return {
    isBusy: (key) => last.has(key),
    run: (key, action) => {
      const before = last.get(key) ?? Promise.resolve()
      const now = before.then(action, action)
      const settled = now.catch(() => undefined)
      last.set(key, settled)
      void settled.then(() => {
        if (last.get(key) === settled) last.delete(key)
      })
      return now
    },
  }
}

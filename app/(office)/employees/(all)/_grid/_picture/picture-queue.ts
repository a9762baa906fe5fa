// Pictures are asked for a few at a time: a full screen of desks does not set out all at once.

const mostAtOnce = 3

type Work = () => Promise<void>

/** Runs what it is given in order, `mostAtOnce` together. What is withdrawn before its turn is never run. */
export function pictureQueue() {
  const waiting: Work[] = []
  let running = 0
  const next = () => {
    const work = running < mostAtOnce ? waiting.shift() : undefined
    if (!work) return
    running++
    work().finally(() => {
      running--
      next()
    })
  }
  return {
    add(work: Work): () => void {
      waiting.push(work)
      next()
      return () => {
        const at = waiting.indexOf(work)
        if (at >= 0) waiting.splice(at, 1)
      }
    },
  }
}

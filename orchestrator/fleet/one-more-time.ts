// One at a time; whoever asks meanwhile is served by one more.

export function oneMoreTime(
  work: () => Promise<void>,
  onFailure: (error: unknown) => void,
): { ask: () => void } {
  let isGoing = false
  let isWantedAgain = false

  async function go(): Promise<void> {
    isGoing = true
    while (isWantedAgain) {
      isWantedAgain = false
      await work().catch(onFailure)
    }
    isGoing = false
  }

  return {
    ask() {
      isWantedAgain = true
      if (!isGoing) void go()
    },
  }
}

// A page is read and used when it is whole and alive: what a machine finds in between depends on how fast it is.
import type { BrowserContext, Page } from 'playwright-core'

/** Every way of coming to a page of this context waits until the page is whole. */
export function waitForWholePages(context: BrowserContext): void {
  context.on('page', (page) => {
    page.goto = andWhole(page, page.goto)
    page.reload = andWhole(page, page.reload)
    page.goBack = andWhole(page, page.goBack)
    page.goForward = andWhole(page, page.goForward)
    page.waitForURL = andWhole(page, page.waitForURL)
  })
}

function andWhole<A extends unknown[], R>(page: Page, go: (...args: A) => Promise<R>) {
  return async (...args: A): Promise<R> => {
    const result = await go.apply(page, args)
    await untilWhole(page)
    return result
  }
}

/**
 * A streamed page carries what came late twice for some 300 ms: hidden at the end of the body until React puts it
 * into its place, and there already when React was faster than the stream. And until React has taken over all that
 * the server sent, and run its effects, presses and keys are lost.
 */
export async function untilWhole(page: Page): Promise<void> {
  for (;;) {
    const whole = await page.waitForFunction(wholeAfterAPause)
    if (await whole.jsonValue()) return
  }
}

/** Runs in the page. False at once when it is not whole; else whether it still is after a pause. */
function wholeAfterAPause(): false | Promise<boolean> {
  const isWhole = () => {
    if (document.querySelector('[hidden][id^="S:"]')) return false
    if (!document.querySelector('script[src*="/_next/"]')) return document.readyState === 'complete'
    const key = Object.keys(document).find((one) => one.startsWith('__reactContainer$'))
    if (!key) return false
    const react: { stateNode: Root } = Reflect.get(document, key)
    const { current, pendingLanes } = react.stateNode
    return !current.memoizedState.isDehydrated && pendingLanes === 0
  }
  // Effects are run in tasks of their own, which come before whatever waits for a pause.
  return (
    isWhole() && new Promise((resolve) => requestIdleCallback(() => resolve(isWhole()), { timeout: 1_000 }))
  )
}

/** What React keeps about a page: whether it still has to take it over, and what it still has to do. */
interface Root {
  current: { memoizedState: { isDehydrated?: boolean } }
  pendingLanes: number
}

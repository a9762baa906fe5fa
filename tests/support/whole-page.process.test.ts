// A page counts as whole when nothing stands twice and React has nothing left to do, however one came to it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Browser, openBrowser, openContext, type Page } from './browser.ts'
import { untilWhole } from './whole-page.ts'

let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())
beforeEach(async () => {
  page = await (await openContext(browser, {})).newPage()
})

const ofNext = '<script type="text/plain" src="/_next/main.js"></script>'
const react = (isDehydrated: boolean, pendingLanes: number) =>
  `document.__reactContainer$a = { stateNode: { current: { memoizedState: { isDehydrated: ${isDehydrated} } }, pendingLanes: ${pendingLanes} } }`
const ready = react(false, 0)

describe('a page', () => {
  it('that is not of React is whole once it is there', async () => {
    await page.setContent('<p>Here</p>')
    await untilWhole(page)
  })

  it.each([
    [
      'what came late stands twice in',
      `<div hidden id="S:0"></div>`,
      `document.querySelector('div').remove()`,
    ],
    ['React has not begun with', ofNext, ready],
    ['React has not taken over', `${ofNext}<script>${react(true, 128)}</script>`, ready],
    ['React has work left with', `${ofNext}<script>${react(false, 128)}</script>`, ready],
    [
      'effects give more work to',
      `${ofNext}<script>${ready}
        const effect = () => { document.__reactContainer$a.stateNode.pendingLanes = 2 }
        const { requestIdleCallback: whenIdle } = window
        window.requestIdleCallback = (heard) => whenIdle(() => { effect(); heard() })</script>`,
      `window.requestIdleCallback = (heard) => setTimeout(heard); ${ready}`,
    ],
  ])('that %s is not whole', async (_, html, mend) => {
    await page.setContent(html)
    page.setDefaultTimeout(1_000)
    await expect(untilWhole(page)).rejects.toThrow('Timeout')
    page.setDefaultTimeout(30_000)
    await page.evaluate(mend)
    await untilWhole(page)
  })
})

describe('coming to a page', () => {
  const late = `<title>Late</title><div hidden id="S:0"></div><script>
    addEventListener('load', () => setTimeout(() => document.querySelector('div').remove(), 300))</script>`
  const count = () => page.evaluate(() => document.querySelectorAll('div').length)

  beforeEach(async () => {
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: late }))
    await page.goto('http://deskhand.test/first')
  })

  it.each([
    ['by its address', () => page.goto('http://deskhand.test/second')],
    ['once more', () => page.reload()],
    [
      'by a press',
      async () => {
        await page.evaluate(() => location.assign('/second'))
        await page.waitForURL('**/second')
      },
    ],
    [
      'by going back and forth',
      async () => {
        await page.goto('http://deskhand.test/second')
        await page.goBack()
        expect(await count()).toBe(0)
        await page.goForward()
      },
    ],
  ])('%s waits until it is whole', async (_, come) => {
    expect(await count()).toBe(0)
    await come()
    expect(await count()).toBe(0)
  })
})

// What is wrong with a page, whichever it is: what the browser complains about, and what a person would.
import { axeFindings, type Page } from './browser.ts'

const smallestTextPx = 12

export interface Complaints {
  /** What has come up since the last time. */
  taken: () => string[]
}

/** Errors in the console and in scripts, answers that are none, and requests that failed. */
export function hearComplaints(page: Page): Complaints {
  const heard: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      heard.push(`console: ${message.text().slice(0, 300)} (${message.location().url})`)
  })
  page.on('pageerror', (error) => heard.push(`script: ${error.message}`))
  page.on('response', (response) => {
    if (response.status() >= 400) heard.push(`${response.status()}: ${response.url()}`)
  })
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? ''
    // Leaving a page ends what it was still reading.
    if (reason !== 'net::ERR_ABORTED') heard.push(`${reason}: ${request.url()}`)
  })
  return { taken: () => heard.splice(0) }
}

/** Until it is drawn, its fonts are there, and it answers to presses. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const heading = document.querySelector('h1')
    return heading !== null && Object.keys(heading).some((key) => key.startsWith('__reactProps'))
  })
  await page.evaluate(() => document.fonts.ready)
}

/** What holds in every look. */
export async function structureFindings(page: Page, wantedHeadings = 1): Promise<string[]> {
  const { title, lang, headings } = await page.evaluate(() => ({
    title: document.title,
    lang: document.documentElement.lang,
    headings: [...document.querySelectorAll('h1')].filter((one) => one.checkVisibility()).length,
  }))
  const findings: string[] = []
  if (!/\S.*Deskhand|Deskhand.*\S/.test(title)) findings.push(`title: "${title}"`)
  if (lang !== 'en') findings.push(`lang: "${lang}"`)
  if (headings !== wantedHeadings) findings.push(`${headings} h1`)
  return findings
}

/** What depends on width and colours. */
export async function lookFindings(page: Page): Promise<string[]> {
  // axe waits until nothing moves any more.
  const findings = await axeFindings(page)
  const { tooWidePx, small } = await page.evaluate(measure, smallestTextPx)
  if (tooWidePx > 0) findings.push(`${tooWidePx} px too wide`)
  return [...findings, ...small.map((words) => `too small: ${words}`)]
}

/** Runs in the page. Words drawn in pictures are part of the picture. */
function measure(smallestPx: number) {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const small = new Set<string>()
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    const words = node.textContent?.trim() ?? ''
    if (!element || words === '' || element.closest('svg, script, style, noscript')) continue
    if (!element.checkVisibility()) continue
    const sizePx = Number.parseFloat(getComputedStyle(element).fontSize)
    if (sizePx < smallestPx) small.add(`${words.slice(0, 60)} (${sizePx} px)`)
  }
  return { tooWidePx: document.documentElement.scrollWidth - window.innerWidth, small: [...small] }
}

/** Tab leads to the first thing one can use, and one sees where one is. */
export async function focusFindings(page: Page): Promise<string[]> {
  await page.keyboard.press('Tab')
  const focused = await page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return 'nothing has the focus'
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    const box = element.getBoundingClientRect()
    const isInside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0
    const isMarked = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
    if (isInside && isMarked) return undefined
    return `${element.outerHTML.slice(0, 120)} has the focus, ${isInside ? 'unmarked' : 'out of sight'}`
  })
  return focused ? [`Tab: ${focused}`] : []
}

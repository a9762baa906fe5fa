// Each fault, planted in a small page, is found; a page without faults has none.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Browser, openBrowser, type Page } from './browser.ts'
import { focusFindings, hearComplaints, lookFindings, structureFindings } from './page-findings.ts'

let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 360, height: 600 } })).newPage()
})
afterAll(() => browser?.close())

const sound = `<!doctype html><html lang="en"><head><title>Desk · Deskhand</title></head>
  <body><main><h1>Desk</h1><button>Sit down</button><svg><text font-size="4">in a picture</text></svg></main></body></html>`

async function allFindings(html: string): Promise<string> {
  const complaints = hearComplaints(page)
  await page.setContent(html)
  const findings = [
    ...(await structureFindings(page)),
    ...(await lookFindings(page)),
    ...(await focusFindings(page)),
    ...complaints.taken(),
  ]
  return findings.join('\n')
}

it('finds nothing on a sound page', async () => {
  expect(await allFindings(sound)).toBe('')
})

it.each([
  ['a language that is not said', 'lang="en"', '', /^lang: ""/],
  ['a title without the product', ' · Deskhand', '', /^title: "Desk"/],
  ['a second heading of the page', '<button', '<h1>More</h1><button', /^2 h1/],
  ['what is too wide', '<button', '<p style="width: 400px">Wide</p><button', /\d+ px too wide/],
  ['small words', '<button', '<p style="font-size: 11px">Tiny</p><button', /too small: Tiny \(11 px\)/],
  ['a button without a name', 'Sit down', '', /button-name/],
  ['faint words', '<h1>', '<h1 style="color: #ccc">', /color-contrast/],
  ['a focus that is not marked', '<button', '<button style="outline: none"', /Tab: .*unmarked/],
  ['nothing to press', '<button>Sit down</button>', '', /Tab: nothing has the focus/],
  ['an error of a script', '<h1>', '<script>oops()</script><h1>', /script: oops is not defined/],
  ['an error in the console', '<h1>', '<script>console.error("sour")</script><h1>', /console: sour/],
])('finds %s', async (_, words, fault, finding) => {
  expect(await allFindings(sound.replace(words, fault))).toMatch(finding)
})

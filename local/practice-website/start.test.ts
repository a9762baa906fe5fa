import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '#tests/support/free-port.ts'
import { goods } from './goods.ts'
import { type PracticeWebsite, startPracticeWebsite } from './start.ts'

let website: PracticeWebsite
let url: string

beforeAll(async () => {
  const port = await freePort()
  website = await startPracticeWebsite({ port })
  url = `http://127.0.0.1:${port}`
})
afterAll(() => website?.stop())

const read = async (path: string) => (await fetch(`${url}${path}`)).text()
const post = (path: string, fields: Record<string, string>) =>
  fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

const order = {
  good: 'tide-ink',
  colour: 'Rust',
  quantity: '3',
  name: 'Mina Park',
  mail: 'mina@example.com',
  note: 'Happy birthday',
  wrapped: 'yes',
}

describe('the practice shop', () => {
  it('shows everything it sells, each with a page of its own', async () => {
    const shop = await read('/')
    for (const { slug, name } of goods) {
      expect(shop).toContain(`/goods/${slug}`)
      expect(await read(`/goods/${slug}`)).toContain(`<h1>${name}</h1>`)
    }
  })

  it('needs nothing from elsewhere: no picture, script, style or font', async () => {
    for (const path of ['/', '/goods/desk-lamp', '/stock', '/journal', '/sign-in'])
      expect(await read(path)).not.toMatch(/<script|(?:src|href)="(?:https?:)?\/\//)
  })

  it('takes an order and shows what was ordered', async () => {
    const answer = await post('/orders', order)
    expect(answer.status).toBe(303)
    const confirmation = await read(answer.headers.get('location') ?? '')
    for (const words of ['Mina Park', '3 × Tide ink, Rust', '€ 42.00', 'Happy birthday', 'as a gift'])
      expect(confirmation).toContain(words)
  })

  it.each([
    [{ quantity: '21' }, 'Twenty at most.'],
    [{ quantity: 'many' }, 'Say how many.'],
    [{ mail: 'nowhere' }, 'That is no mail address.'],
    [{ colour: 'Invisible' }, 'It does not come in this colour.'],
    [{ name: '  ' }, 'Who is it for?'],
  ])('says what is wrong with %o', async (wrong, words) => {
    const answer = await post('/orders', { ...order, ...wrong })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(words)
  })

  it('never takes what was typed for HTML', async () => {
    const answer = await post('/orders', { ...order, name: '<b id=x>Mina</b>' })
    expect(await read(answer.headers.get('location') ?? '')).not.toContain('<b id=x>')
  })

  it('signs a customer in with the right password only, and shows their orders', async () => {
    expect((await post('/sign-in', { name: 'Mina Park', password: 'wrong' })).status).toBe(401)
    await post('/orders', order)
    const answer = await post('/sign-in', { name: 'Mina Park', password: 'paper' })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    const account = await (await fetch(`${url}/account`, { headers: { cookie } })).text()
    expect(account).toContain('Welcome back, Mina Park')
    expect(account).toMatch(/QH-\d+/)
    const stranger = await fetch(`${url}/account`, { redirect: 'manual' })
    expect(stranger.headers.get('location')).toBe('/sign-in')
  })

  it('sorts its stock list', async () => {
    const names = async (by: string) =>
      [...(await read(`/stock?by=${by}`)).matchAll(/goods\/([a-z-]+)/g)].map(([, slug]) => slug)
    expect((await names('inStock'))[0]).toBe('desk-lamp')
    expect((await names('priceCents'))[0]).toBe('anchor-clips')
    expect(await names('nonsense')).toEqual(await names('name'))
  })

  it('says that there is nothing where there is nothing', async () => {
    for (const path of ['/goods/gold', '/orders/QH-1', '/elsewhere'])
      expect((await fetch(`${url}${path}`)).status).toBe(404)
    expect((await post('/orders', { ...order, good: 'gold' })).status).toBe(404)
  })
})

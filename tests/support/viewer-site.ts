// A site with one page, which shows desktops with noVNC as a member's browser does.
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join, normalize } from 'node:path'
import type { OpenedDesktop } from '#lib/wire/desktop.ts'
import type { Page } from './browser.ts'
import { freePort } from './free-port.ts'

export interface ViewerSite {
  siteUrl: string
  close: () => void
}

const novnc = join(import.meta.dirname, '../../node_modules/@novnc/novnc')

const html = `<div id="screen"></div><script type="module">
  import RFB from '/core/rfb.js'
  window.show = (url, query) => {
    const socket = new WebSocket(url.replace('http', 'ws') + '/desktop' + query, ['binary'])
    socket.binaryType = 'arraybuffer'
    const said = []
    socket.addEventListener('message', ({ data }) => typeof data === 'string' && said.push(data))
    socket.addEventListener('close', ({ code, reason }) => said.push(code + ' ' + reason))
    const rfb = new RFB(document.getElementById('screen'), socket)
    rfb.addEventListener('clipboard', ({ detail }) => said.push('clipboard ' + detail.text))
    Object.assign(window, { rfb, socket, said })
    return new Promise((resolve) => {
      rfb.addEventListener('connect', () => resolve('connected'))
      rfb.addEventListener('disconnect', () => resolve('refused'))
    })
  }
</script>`

export async function openViewerSite(): Promise<ViewerSite> {
  const port = await freePort()
  const siteUrl = `http://localhost:${port}`
  const site = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', siteUrl).pathname
    if (path === '/') return response.setHeader('content-type', 'text/html').end(html)
    const file = await readFile(join(novnc, normalize(path))).catch(() => undefined)
    response.statusCode = file ? 200 : 404
    response.setHeader('content-type', 'text/javascript').end(file)
  }).listen(port, '127.0.0.1')
  await once(site, 'listening')
  return { siteUrl, close: () => void site.close() }
}

/** Posts the ticket as the page does; answers with the status. */
export function enterFrom(page: Page, { url, ticket }: OpenedDesktop): Promise<number> {
  return page.evaluate(
    async ([to, sent]) => {
      const answer = await fetch(`${to}/enter`, { method: 'POST', body: sent ?? '', credentials: 'include' })
      return answer.status
    },
    [url, ticket],
  )
}

/** Shows the desktop; settles as "connected" or "refused". The page then has `rfb`, `socket` and what was `said`. */
export function showIn(page: Page, { url }: OpenedDesktop, query = ''): Promise<unknown> {
  return page.evaluate(`show(${JSON.stringify(url)}, ${JSON.stringify(query)})`)
}

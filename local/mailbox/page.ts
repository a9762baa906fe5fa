/** The mailbox as a page: the list on the left, the open mail on the right; new mail appears by itself. */
import type { CaughtMail } from './mail.ts'

const styles = `
:root{color-scheme:light dark;--background:#FBFAF7;--surface:#FFF;--ink:#1C1B19;--muted:#6B6860;--line:#E7E4DC;--lamp:#E8A33D}
@media(prefers-color-scheme:dark){:root{--background:#141312;--surface:#1D1B19;--ink:#F2EFE8;--muted:#A39E93;--line:#2E2B27}}
*{box-sizing:border-box}
body{margin:0;background:var(--background);color:var(--ink);font:14px/20px Geist,-apple-system,'Segoe UI',Roboto,sans-serif}
header{padding:16px 24px;border-bottom:1px solid var(--line)}
h1{margin:0;font-size:16px;font-weight:600}h2{margin:0 0 4px;font-size:20px;line-height:28px;font-weight:600}
p{margin:0}small,.muted{color:var(--muted);font-size:13px}
main{display:grid;grid-template-columns:minmax(240px,340px) 1fr;min-height:calc(100vh - 73px)}
ol{margin:0;padding:8px;list-style:none;border-right:1px solid var(--line)}
ol a{display:block;padding:8px 12px;border-radius:8px;color:inherit;text-decoration:none;overflow-wrap:anywhere}
ol a:hover,ol a[aria-current]{background:var(--surface)}ol a[aria-current]{box-shadow:inset 2px 0 var(--lamp)}
article{padding:24px;min-width:0}
.code{display:inline-block;margin:16px 0 0;font:600 20px/28px ui-monospace,Menlo,monospace;letter-spacing:4px}
ul{margin:12px 0 0;padding:0;list-style:none}ul a{color:inherit;overflow-wrap:anywhere}
iframe{width:100%;height:560px;margin-top:16px;border:1px solid var(--line);border-radius:12px;background:#FFF}
pre{margin:16px 0 0;padding:16px;border:1px solid var(--line);border-radius:12px;background:var(--surface);white-space:pre-wrap;overflow-wrap:anywhere}
a:focus-visible{outline:2px solid var(--lamp);outline-offset:2px}
@media(max-width:700px){main{grid-template-columns:1fr}ol{border-right:0;border-bottom:1px solid var(--line)}}
`

const watchForMail = (newest: string) => `
setInterval(async () => {
  const mails = await fetch('mailbox.json').then((answer) => answer.json(), () => []);
  if (mails[0] && mails[0].id !== ${JSON.stringify(newest)}) location.reload();
}, 2000)`

export function mailboxPage(mails: CaughtMail[], openId: string | undefined, nonce: string): string {
  const open = mails.find((mail) => mail.id === openId) ?? mails[0]
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Mailbox · Deskhand</title><style>${styles}</style></head><body>
<header><h1>Mailbox</h1><p class="muted">Every mail this Deskhand sends ends up here; none leaves the machine.</p></header>
<main>${open ? list(mails, open) + article(open) : empty}</main>
<script nonce="${nonce}">${watchForMail(mails[0]?.id ?? '')}</script></body></html>`
}

const empty =
  '<article><h2>No mail yet</h2><p class="muted">Ask for a sign-in link; it appears here by itself.</p></article>'

function list(mails: CaughtMail[], open: CaughtMail): string {
  const rows = mails.map((mail) => {
    const current = mail === open ? ' aria-current="true"' : ''
    return `<li><a href="mailbox?open=${escapeHtml(mail.id)}"${current}>${escapeHtml(mail.subject || '(no subject)')}<br>
<small>${escapeHtml(mail.to)} · ${time(mail)}</small></a></li>`
  })
  return `<ol aria-label="Mails, newest first">${rows.join('')}</ol>`
}

function article(mail: CaughtMail): string {
  const links = mail.links.map((link) => `<li><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></li>`)
  return `<article><h2>${escapeHtml(mail.subject || '(no subject)')}</h2>
<p class="muted">To ${escapeHtml(mail.to)} · from ${escapeHtml(mail.from)} · ${time(mail)}</p>
${mail.code ? `<p class="code">${escapeHtml(mail.code)}</p>` : ''}
${links.length > 0 ? `<ul aria-label="Links in this mail">${links.join('')}</ul>` : ''}
${mail.html ? frame(mail.html) : `<pre>${escapeHtml(mail.text)}</pre>`}</article>`
}

/** The mail cannot run anything here; a click on a link in it leads this page there. */
function frame(html: string): string {
  const document = `<base target="_top">${html}`
  return `<iframe title="The mail" sandbox="allow-top-navigation-by-user-activation" srcdoc="${escapeHtml(document)}"></iframe>`
}

const time = (mail: CaughtMail) =>
  `<time datetime="${escapeHtml(mail.receivedAt)}">${escapeHtml(mail.receivedAt.slice(0, 19).replace('T', ' '))} UTC</time>`

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

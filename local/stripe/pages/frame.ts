/** The frame of the practice Stripe's pages, in Deskhand's look, and how money and days are written on them. */
import { html, raw } from 'hono/html'

export type Piece = ReturnType<typeof html>

const styles = `
:root{color-scheme:light dark;--background:#FBFAF7;--surface:#FFF;--ink:#1C1B19;--muted:#6B6860;--line:#E7E4DC;--lamp:#E8A33D;--act:#1C1B19;--on-act:#FFF;--wrong:#A33A2B;--done:#2F6B45}
@media(prefers-color-scheme:dark){:root{--background:#141312;--surface:#1D1B19;--ink:#F2EFE8;--muted:#A39E93;--line:#2E2B27;--act:#F2EFE8;--on-act:#141312;--wrong:#EE8B78;--done:#8CC9A1}}
*{box-sizing:border-box}
body{margin:0;background:var(--background);color:var(--ink);font:14px/20px Geist,-apple-system,'Segoe UI',Roboto,sans-serif}
header{padding:16px 24px;border-bottom:1px solid var(--line);color:var(--muted);font-size:13px}header strong{color:var(--ink);font-weight:600;margin-right:12px}
main{max-width:880px;margin:0 auto;padding:40px 24px 64px;overflow-wrap:anywhere}
.two{display:grid;grid-template-columns:1fr 1fr;gap:64px;align-items:start}.narrow{max-width:480px}
h1{margin:0 0 4px;font-size:20px;line-height:28px;font-weight:600}h2{margin:40px 0 8px;font-size:16px;line-height:24px;font-weight:600}
p{margin:0 0 16px}.muted,small{color:var(--muted)}small{font-size:13px}
.money,td.n,time,.mono{font-family:'Geist Mono',ui-monospace,Menlo,monospace;font-variant-numeric:tabular-nums}
.total small{font-weight:400}.total{font-size:28px;line-height:36px;font-weight:600;margin:0 0 24px}
dl{display:grid;grid-template-columns:1fr max-content;gap:8px 24px;margin:0;padding:16px 0;border-top:1px solid var(--line)}dt{color:var(--muted)}dd{margin:0;text-align:right}
form{display:grid;gap:16px;margin:0}form.row{display:inline-grid;margin:0 8px 8px 0}
label{display:grid;gap:4px;font-weight:500}label small{font-weight:400}
input,select{font:inherit;width:100%;height:36px;padding:0 12px;border:1px solid var(--line);border-radius:8px;background:var(--surface);color:inherit}
input.mono,input[inputmode=numeric]{font-family:'Geist Mono',ui-monospace,Menlo,monospace}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:16px}
button,.button{font:inherit;font-weight:500;min-height:36px;padding:8px 16px;border:1px solid var(--act);border-radius:8px;background:var(--act);color:var(--on-act);cursor:pointer;text-decoration:none;display:inline-block;text-align:center}
button.quiet,.button.quiet{background:none;color:inherit;border-color:var(--line)}
:focus-visible{outline:2px solid var(--lamp);outline-offset:2px}a{color:inherit;text-underline-offset:3px}
.wrong{margin:0 0 16px;padding:12px 16px;border:1px solid var(--wrong);border-radius:8px;color:var(--wrong)}.done{color:var(--done)}
table{width:100%;border-collapse:collapse;font-size:13px}th,td{text-align:left;padding:8px 12px 8px 0;border-bottom:1px solid var(--line);font-weight:400;vertical-align:baseline}th{color:var(--muted)}td.n,th.n{text-align:right}
.scroll{overflow-x:auto;overflow-wrap:normal}.scroll td,.scroll th{white-space:nowrap}tr:last-child td form.row{margin-bottom:0}td form.row{margin:0 8px 0 0}details{margin-top:24px;color:var(--muted)}summary{cursor:pointer}
@media(max-width:700px){.two{grid-template-columns:1fr;gap:32px}main{padding:24px 16px 48px}button,.button,input,select{min-height:44px}}
`

export function page(title: string, content: Piece): Piece {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Practice Stripe</title><link rel="icon" href="data:,"><style>${raw(styles)}</style></head>
<body><header><strong>Practice Stripe</strong>No card is charged: this page is part of the local Deskhand.</header>
<main>${content}</main></body></html>`
}

export function money(cents: number, currency: string): Piece {
  const text = new Intl.NumberFormat('en', { style: 'currency', currency }).format(cents / 100)
  return html`<span class="money">${text}</span>`
}

export function day(seconds: number): Piece {
  const text = new Date(seconds * 1000).toISOString()
  return html`<time datetime="${text}">${text.slice(0, 10)}</time>`
}

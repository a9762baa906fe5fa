/** The frame of every page of the practice shop. */
import { html, raw } from 'hono/html'

export type Piece = ReturnType<typeof html>

const styles = `
:root{--paper:#FAF8F3;--sheet:#FFF;--ink:#23211D;--soft:#6A655B;--line:#E3DED3;--sea:#2F6F6A;--rust:#9A4A32}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/27px Georgia,'Noto Serif','Times New Roman',serif}
.wrap{max-width:1040px;margin:0 auto;padding:0 24px}
header{border-bottom:1px solid var(--line);background:var(--sheet)}
header .wrap{display:flex;gap:24px;align-items:baseline;padding-top:18px;padding-bottom:18px;flex-wrap:wrap}
.name{font-size:22px;font-weight:700;letter-spacing:.2px;margin-right:auto}
a{color:var(--sea)}header a{color:var(--ink);text-decoration:none}header nav a{font:15px/24px Inter,system-ui,sans-serif;margin-left:18px}
header a:hover,header a[aria-current]{text-decoration:underline;text-underline-offset:5px}
main{padding:40px 0 72px}
h1{font-size:38px;line-height:46px;margin:0 0 12px;letter-spacing:-.3px}h2{font-size:23px;line-height:31px;margin:40px 0 8px}
p{margin:0 0 18px}.soft{color:var(--soft)}small{font:14px/20px Inter,system-ui,sans-serif;color:var(--soft)}
.goods{display:grid;grid-template-columns:repeat(auto-fill,minmax(260px,1fr));gap:28px;margin:32px 0 0;padding:0;list-style:none}
.goods a{display:block;color:inherit;text-decoration:none}.goods svg,.two svg{width:100%;display:block}
.goods strong{display:block;margin-top:12px;font-size:19px}.goods a:hover strong{text-decoration:underline}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:48px;align-items:start}
.price{font:600 18px/26px Inter,system-ui,sans-serif}
form{display:grid;gap:16px;margin-top:24px;font:15px/22px Inter,system-ui,sans-serif}
label{display:grid;gap:6px;font-weight:600}label.row{display:flex;gap:10px;align-items:center;font-weight:400}
input,select,textarea{font:inherit;font-weight:400;padding:10px 12px;border:1px solid #BFB8A8;border-radius:6px;background:var(--sheet);color:inherit;width:100%}
input[type=checkbox]{width:18px;height:18px}
button{font:600 16px/24px Inter,system-ui,sans-serif;padding:11px 20px;border:0;border-radius:6px;background:var(--sea);color:#FFF;justify-self:start;cursor:pointer}
button:hover{background:#255853}:focus-visible{outline:3px solid #E0A94A;outline-offset:2px}
.wrong{border-left:4px solid var(--rust);padding:10px 14px;background:#F7E9E3;margin:16px 0 0;font:15px/22px Inter,system-ui,sans-serif}
.slip{background:var(--sheet);border:1px solid var(--line);border-radius:12px;padding:28px 32px;max-width:560px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:8px 24px;margin:20px 0}dt{color:var(--soft)}dd{margin:0}
table{width:100%;border-collapse:collapse;font:15px/22px Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums;background:var(--sheet)}
th,td{text-align:left;padding:9px 14px;border-bottom:1px solid var(--line)}th a{color:inherit}.n{text-align:right}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:12px}
article{max-width:66ch}article p:first-of-type::first-letter{float:left;font-size:62px;line-height:50px;padding:6px 8px 0 0;color:var(--rust)}
blockquote{margin:28px 0;padding:0 0 0 22px;border-left:3px solid var(--rust);font-style:italic;font-size:20px;line-height:31px}
footer{border-top:1px solid var(--line);padding:24px 0;font:14px/20px Inter,system-ui,sans-serif;color:var(--soft)}
`

const places = [
  ['/', 'Shop'],
  ['/stock', 'Stock list'],
  ['/journal', 'Journal'],
  ['/sign-in', 'Sign in'],
] as const

export function page(title: string, path: string, content: Piece): Piece {
  const links = places.map(
    ([to, name]) => html`<a href="${to}"${to === path ? raw(' aria-current="page"') : ''}>${name}</a>`,
  )
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Quill &amp; Harbour</title><link rel="icon" href="data:,"><style>${raw(styles)}</style></head>
<body><header><div class="wrap"><a class="name" href="/">Quill &amp; Harbour</a><nav>${links}</nav></div></header>
<main><div class="wrap">${content}</div></main>
<footer><div class="wrap">A shop to practise on. Nothing here is sold, sent or kept.</div></footer></body></html>`
}

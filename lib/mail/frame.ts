// The look of every mail Deskhand sends by itself, and the escaping that keeps people's words from becoming markup. Tables and inline
// styles, because that is what mail clients keep; the dark colours stand in a sheet for those that read one.

export interface Mail {
  subject: string
  text: string
  html: string
}

export interface MailContent {
  subject: string
  /** What a list of mails shows beside the subject. */
  preview: string
  heading: string
  /** Paragraphs before the button, as plain text. */
  opening: readonly string[]
  /** Amounts and dates to be found at a glance. */
  facts?: readonly (readonly [label: string, value: string])[]
  button: { label: string; url: string }
  /** One sentence below it. */
  closing: string
  /** Why this came, and that it cannot be turned off where it cannot. */
  why: string
}

interface Place {
  siteUrl: string
  /** Where mails like this one are turned off; only where they can be. */
  choicesUrl?: string
}

export function frameMail(content: MailContent, place: Place): Mail {
  const subject = content.subject.replace(/\s+/g, ' ').trim()
  return { subject, text: textOf(content, place), html: htmlOf(content, place) }
}

const choicesLabel = 'Choose which mails you get'

function textOf({ heading, opening, facts = [], button, closing, why }: MailContent, place: Place): string {
  return [
    heading,
    ...opening,
    facts.map(([label, value]) => `${label}: ${value}`).join('\n'),
    `${button.label}:\n${button.url}`,
    closing,
    '--',
    why,
    place.choicesUrl ? `${choicesLabel}:\n${place.choicesUrl}` : '',
    `Deskhand, ${place.siteUrl}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

const fonts = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const figures = 'ui-monospace,SFMono-Regular,Menlo,Consolas,monospace'

/** The names people give are as long as they like; some clients know only the older way. */
const longWords = 'overflow-wrap:anywhere;word-break:break-word'

const darkSheet = `@media (prefers-color-scheme:dark){
.dh-page{background:#141312!important}
.dh-card{background:#1D1B19!important;border-color:#2E2B27!important}
.dh-ink{color:#F2EFE8!important}
.dh-muted,.dh-muted a{color:#A39E93!important}
.dh-line{border-color:#2E2B27!important}
}
@media (max-width:480px){.dh-inner{padding:24px 20px!important}.dh-button{display:block!important;text-align:center!important}}`

function htmlOf(content: MailContent, place: Place): string {
  const { subject, preview, heading, opening, facts = [], button, closing } = content
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(subject)}</title><style>${darkSheet}</style></head>
<body class="dh-page" style="margin:0;padding:0;background:#FBFAF7">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(preview)}</div>
<table role="presentation" class="dh-page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#FBFAF7"><tr><td align="center" style="padding:32px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:520px;${longWords}">
<tr><td class="dh-ink" style="padding:0 4px 16px;font:600 16px/24px ${fonts};color:#1C1B19">${lamp}Deskhand</td></tr>
<tr><td class="dh-card dh-inner" style="padding:36px 32px;background:#FFFFFF;border:1px solid #E7E4DC;border-radius:12px">
<h1 class="dh-ink" style="margin:0 0 16px;font:600 22px/30px ${fonts};color:#1C1B19">${escapeHtml(heading)}</h1>
${opening.map(paragraph).join('\n')}
${facts.length > 0 ? factTable(facts) : ''}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td style="padding:12px 0 24px"><a class="dh-button" href="${escapeHtml(button.url)}" style="display:inline-block;padding:12px 22px;border-radius:8px;background:#E8A33D;font:600 16px/20px ${fonts};color:#1C1B19;text-decoration:none">${escapeHtml(button.label)}</a></td></tr></table>
<p class="dh-muted" style="margin:0;font:14px/22px ${fonts};color:#6B6860">${escapeHtml(closing)}</p>
</td></tr>
<tr><td class="dh-muted" style="padding:16px 4px 0;font:13px/20px ${fonts};color:#6B6860">${footer(content.why, place)}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`
}

/** The lamp, drawn with what every client shows. */
const lamp = '<span style="color:#E8A33D">&#9679;</span>&nbsp; '

const paragraph = (words: string) =>
  `<p class="dh-ink" style="margin:0 0 16px;font:16px/25px ${fonts};color:#1C1B19">${escapeHtml(words)}</p>`

function factTable(facts: readonly (readonly [string, string])[]): string {
  const rows = facts.map(
    ([label, value]) =>
      `<tr><td class="dh-muted dh-line" style="padding:10px 12px 10px 0;border-top:1px solid #E7E4DC;font:14px/20px ${fonts};color:#6B6860">${escapeHtml(label)}</td><td class="dh-ink dh-line" align="right" style="padding:10px 0;border-top:1px solid #E7E4DC;font:14px/20px ${/[a-z]{3}/i.test(value) ? fonts : figures};color:#1C1B19">${escapeHtml(value)}</td></tr>`,
  )
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 12px">${rows.join('')}</table>`
}

function footer(why: string, { siteUrl, choicesUrl }: Place): string {
  const anchor = (url: string, label: string) =>
    `<a href="${escapeHtml(url)}" style="color:#6B6860;text-decoration:underline">${escapeHtml(label)}</a>`
  const links = [choicesUrl ? anchor(choicesUrl, choicesLabel) : '', anchor(siteUrl, 'Deskhand')]
  return `${escapeHtml(why)}<br>${links.filter(Boolean).join(' &nbsp;&middot;&nbsp; ')}`
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}

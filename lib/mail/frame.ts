// The look of every mail Deskhand sends by itself, and the escaping that keeps people's words from becoming markup.

export interface Mail {
  subject: string
  text: string
  html: string
}

export interface MailContent {
  subject: string
  /** Paragraphs before the button, as plain text. */
  opening: string[]
  button: { label: string; url: string }
  /** Small print below it. */
  closing: string
}

export function frameMail({ subject, opening, button, closing }: MailContent): Mail {
  const text = [...opening, `${button.label}:\n${button.url}`, closing].join('\n\n')
  return { subject: subject.replace(/\s+/g, ' '), text, html: htmlOf(subject, opening, button, closing) }
}

const font = "16px/24px -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const buttonStyle =
  'display:inline-block;padding:10px 20px;border-radius:8px;background:#1C1B19;color:#FFFFFF;font-weight:500;text-decoration:none'

function htmlOf(subject: string, opening: string[], button: MailContent['button'], closing: string): string {
  const paragraphs = opening.map((words) => `<p style="margin:0 0 16px">${escapeHtml(words)}</p>`).join('\n')
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:32px 16px;background:#FBFAF7;color:#1C1B19;font:${font}">
<table role="presentation" align="center" width="100%" cellpadding="0" cellspacing="0" style="max-width:440px;background:#FFFFFF;border:1px solid #E7E4DC;border-radius:12px"><tr><td style="padding:32px">
<p style="margin:0 0 24px;font-weight:600"><span style="color:#E8A33D">&#9679;</span>&nbsp; Deskhand</p>
${paragraphs}
<p style="margin:24px 0"><a href="${escapeHtml(button.url)}" style="${buttonStyle}">${escapeHtml(button.label)}</a></p>
<p style="margin:0;color:#6B6860;font-size:13px;line-height:20px">${escapeHtml(closing)}</p>
</td></tr></table>
</body>
</html>
`
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

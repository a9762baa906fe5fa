import { ButtonLink } from '../../_ui/button-link.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'

/** Before the first call ever. */
export function NothingYet() {
  return (
    <div className="border-line border-t">
      <EmptyState
        drawing={<BlankLedger />}
        title="Nothing is used yet."
        text="With the first answer or task, what it cost stands here: by day, employee, task and model."
        action={
          <ButtonLink href="/employees" tone="primary" size="lg">
            Talk to somebody
          </ButtonLink>
        }
      />
    </div>
  )
}

/** In days that somebody chose. */
export function NothingUsed() {
  return (
    <p role="status" className="rounded-card border border-line py-16 text-center text-muted">
      Nobody asked a model for anything in these days.
    </p>
  )
}

/** An open book without a line in it, under the lamp. */
function BlankLedger() {
  return (
    <svg aria-hidden="true" viewBox="0 0 120 80" width={120} height={80} fill="none" className="text-edge">
      <path d="M70 26 96 70H26Z" className="fill-lamp-wash" />
      <path d="M6 70h108" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <path
        d="M60 66c-6-5-16-6-26-5V43c10-1 20 0 26 5 6-5 16-6 26-5v18c-10-1-20 0-26 5Zm0 0V48"
        className="fill-surface"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <path
        d="M104 70V34L80 18"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d="m64 24 12-14 14 12Z" className="fill-current" />
      <path d="M94 70h20" stroke="currentColor" strokeWidth="4" strokeLinecap="round" />
      <circle cx="75" cy="24" r="4" className="fill-lamp" />
    </svg>
  )
}

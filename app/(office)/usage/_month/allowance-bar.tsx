import { type NamedAllowance, sharesOf, stateOf } from './allowance.ts'

const colours = { fine: 'bg-lamp', nearly: 'bg-lamp', 'used-up': 'bg-bad-fill' } as const

/** Spent, then what is held back, of the whole. The words beside it say the same. */
export function AllowanceBar({
  allowance,
  isLarge = false,
}: {
  allowance: NamedAllowance
  isLarge?: boolean
}) {
  const { spent, reserved } = sharesOf(allowance)
  return (
    <div
      aria-hidden="true"
      className={`flex w-full overflow-hidden rounded-sm bg-sunken ${isLarge ? 'h-3' : 'h-1.5'}`}
    >
      <span
        className={colours[stateOf(allowance)]}
        style={{ width: spent > 0 ? `max(${spent}%, 3px)` : 0 }}
      />
      {reserved > 0 && <span className="held bg-lamp-wash" style={{ width: `max(${reserved}%, 3px)` }} />}
    </div>
  )
}

import { ButtonLink } from '../_ui/button-link.tsx'
import { Lamp } from '../_ui/lamp.tsx'

/** The same for what never was, what is somebody else's, and who has left. */
export default function OfficeNotFound() {
  return (
    <div className="flex min-h-full flex-col items-center justify-center px-4 py-16 text-center">
      <Lamp state="off" size={96} label={null} />
      <h1 className="display mt-6 text-xl">Nobody sits at this desk.</h1>
      <p className="mt-2 mb-6 max-w-[46ch] text-md text-muted">
        The address may be mistyped, or what was here has left, or it belongs to another company.
      </p>
      <ButtonLink href="/employees" tone="primary" size="lg">
        Show the employees
      </ButtonLink>
    </div>
  )
}

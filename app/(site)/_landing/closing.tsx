import { Lamp } from '../../_ui/lamp.tsx'
import { HireLink } from './hire-link.tsx'

export function Closing() {
  return (
    <section className="mx-auto flex max-w-page flex-col items-center px-4 pt-8 pb-24 text-center sm:px-6">
      <Lamp state="lit" size={96} label={null} />
      <h2 className="display mt-6 text-xl sm:text-2xl">There is a desk free.</h2>
      <p className="mt-3 mb-6 text-md text-muted">Tell us who should sit at it.</p>
      <HireLink />
    </section>
  )
}

import { permanentRedirect } from 'next/navigation'

/** Where the plan was chosen before there was money. */
export default function PlanPage() {
  permanentRedirect('/billing')
}

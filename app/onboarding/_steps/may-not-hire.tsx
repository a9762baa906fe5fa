import { ButtonLink } from '../../_ui/button-link.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Lamp } from '../../_ui/lamp.tsx'

export function MayNotHire({ companyName }: { companyName: string }) {
  return (
    <main>
      <EmptyState
        drawing={<Lamp state="off" size={96} label={null} />}
        title="Hiring is for owners and admins."
        text={`You are a member of ${companyName}: you talk to its employees and give them work. Ask an owner or an admin to hire somebody.`}
        action={
          <ButtonLink href="/employees" prefetch={false} tone="primary">
            Go to the employees
          </ButtonLink>
        }
      />
    </main>
  )
}

import { ButtonLink } from '../../_ui/button-link.tsx'

export const hireHref = '/sign-in?next=/onboarding'

export function HireLink({ children = 'Hire your first employee' }: { children?: string }) {
  return (
    <ButtonLink href={hireHref} prefetch={false} tone="primary" size="lg">
      {children}
    </ButtonLink>
  )
}

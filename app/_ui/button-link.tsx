import Link from 'next/link'
import type { ComponentProps } from 'react'
import { type ButtonSize, type ButtonTone, buttonLook } from './button-look.ts'

type ButtonLinkProps = ComponentProps<typeof Link> & { tone?: ButtonTone; size?: ButtonSize }

export function ButtonLink({ tone = 'quiet', size = 'md', className, ...rest }: ButtonLinkProps) {
  return <Link {...rest} className={buttonLook(tone, size, className)} />
}

import { LoaderCircle } from 'lucide-react'
import type { ButtonHTMLAttributes, MouseEvent } from 'react'
import { type ButtonSize, type ButtonTone, buttonLook } from './button-look.ts'

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  tone?: ButtonTone
  size?: ButtonSize
  /** Work is under way: clicks are ignored, but the button keeps its place and the focus. */
  busy?: boolean
}

export function Button({ tone = 'quiet', size = 'md', busy, className, children, ...rest }: ButtonProps) {
  const waiting = busy ? { 'aria-busy': true, 'aria-disabled': true, onClick: ignore } : {}
  return (
    <button type="button" {...rest} {...waiting} className={buttonLook(tone, size, className)}>
      {busy && <LoaderCircle aria-hidden="true" size={16} strokeWidth={1.5} className="animate-spin" />}
      {children}
    </button>
  )
}

function ignore(event: MouseEvent) {
  event.preventDefault()
}

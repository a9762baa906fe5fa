// The look of a button, shared by the button itself and by links that act like one.
import { classes } from './classes.ts'

export type ButtonTone = 'primary' | 'quiet' | 'plain' | 'danger'
export type ButtonSize = 'md' | 'lg'

const tones: Record<ButtonTone, string> = {
  primary: 'bg-lamp text-lamp-ink hover:bg-lamp-hover',
  quiet: 'border border-line bg-surface text-ink hover:border-edge',
  plain: 'text-ink hover:bg-sunken',
  danger: 'bg-bad-fill text-[#fff] hover:opacity-90',
}

const sizes: Record<ButtonSize, string> = {
  md: 'h-8 px-3 text-base max-sm:h-11 max-sm:px-4',
  lg: 'h-11 px-5 text-md',
}

export function buttonLook(tone: ButtonTone, size: ButtonSize, className?: string): string {
  return classes(
    'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md font-medium',
    'transition-colors duration-150 ease-out disabled:opacity-50 aria-disabled:opacity-60',
    tones[tone],
    sizes[size],
    className,
  )
}

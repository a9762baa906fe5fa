'use client'
import { Input } from '@base-ui/react/input'
import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import { controlLook } from './control-look.ts'

type TextInputProps = Omit<ComponentProps<typeof Input>, 'className'> & { className?: string }

export function TextInput({ className, ...rest }: TextInputProps) {
  return <Input {...rest} className={classes(controlLook, 'h-8 max-sm:h-11', className)} />
}

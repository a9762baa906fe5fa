'use client'
// Grows with its text (field-sizing) up to twelve lines, then scrolls; older browsers show the given rows.
import { Field } from '@base-ui/react/field'
import type { TextareaHTMLAttributes } from 'react'
import { classes } from './classes.ts'
import { controlLook } from './control-look.ts'

type TextAreaProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'defaultValue' | 'value'> & {
  value?: string
  defaultValue?: string
}

export function TextArea({ className, rows = 3, ...rest }: TextAreaProps) {
  return (
    <Field.Control
      render={
        <textarea
          rows={rows}
          {...rest}
          className={classes(
            controlLook,
            'field-sizing-content max-h-64 min-h-16 resize-y py-1.5',
            className,
          )}
        />
      }
    />
  )
}

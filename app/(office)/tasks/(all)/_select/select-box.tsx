import { Check } from 'lucide-react'
import { classes } from '../../../../_ui/classes.ts'

type SelectBoxProps = {
  label: string
  isSelected: boolean
  onSelect: (isRange: boolean) => void
  className?: string
}

/** Marks a task for an act on several; with Shift, all from the last one marked. Hundreds stand on a page, so it is a bare button. */
export function SelectBox({ label, isSelected, onSelect, className }: SelectBoxProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: an input could not be told with which keys it was pressed
    <button
      type="button"
      role="checkbox"
      aria-checked={isSelected}
      aria-label={label}
      onClick={(event) => onSelect(event.shiftKey)}
      className={classes('z-10 flex size-6 items-center justify-center', className)}
    >
      <span
        className={classes(
          'flex size-4 items-center justify-center rounded-sm border',
          isSelected ? 'border-lamp bg-lamp text-lamp-ink' : 'border-edge bg-surface',
        )}
      >
        {isSelected && <Check aria-hidden="true" size={12} strokeWidth={3} />}
      </span>
    </button>
  )
}

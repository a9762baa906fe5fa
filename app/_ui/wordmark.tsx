import { LampDrawing } from './lamp-drawing.tsx'

export function Wordmark({ className = '' }: { className?: string }) {
  return (
    <span className={`inline-flex items-center gap-2 text-md font-semibold tracking-tight ${className}`}>
      <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
        <LampDrawing state="lit" />
      </svg>
      Deskhand
    </span>
  )
}

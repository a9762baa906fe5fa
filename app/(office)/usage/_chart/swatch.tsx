export function Swatch({ colour }: { colour: string }) {
  return <span aria-hidden="true" className="size-2.5 shrink-0 rounded-sm" style={{ background: colour }} />
}

import { EmployeeWords } from '../../employees/[id]/chat/_log/words-of-employee.tsx'

/** Lines stay lines, as people who never heard of markdown type them. */
export function TypedWords({ text }: { text: string }) {
  return (
    <div className="typed-words min-w-0 max-w-full [&_p]:whitespace-pre-line">
      <EmployeeWords text={text} isGrowing={false} />
    </div>
  )
}

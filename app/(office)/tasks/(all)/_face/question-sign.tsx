import { MessageCircleQuestion } from 'lucide-react'

export function QuestionSign({ count }: { count: number }) {
  if (count === 0) return null
  const words = count === 1 ? 'One open question' : `${count} open questions`
  return (
    <span title={words} className="flex shrink-0 items-center gap-0.5 text-lamp-text text-xs">
      <MessageCircleQuestion aria-hidden="true" size={16} strokeWidth={1.5} />
      <span aria-hidden="true" className="figures">
        {count}
      </span>
      <span className="sr-only">{words}</span>
    </span>
  )
}

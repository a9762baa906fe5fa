'use client'
import { useState } from 'react'
import type { Question } from '#lib/wire/task.ts'
import { Button } from '../../../../_ui/button.tsx'
import { Field } from '../../../../_ui/field.tsx'
import { TextInput } from '../../../../_ui/text-input.tsx'
import { GoOn } from '../../../_allowance/go-on.tsx'
import { answerQuestion } from '../_state/task-calls.ts'

interface QuestionFormProps {
  question: Pick<Question, 'id' | 'kind' | 'text' | 'options' | 'allowance'>
  onAnswered?: () => void
  /** Where the question stands above already. */
  isTextHidden?: boolean
}

export function QuestionForm(props: QuestionFormProps) {
  return props.question.kind === 'allowance' ? <GoOnForm {...props} /> : <AnswerForm {...props} />
}

/** Money is not given in own words. */
function GoOnForm({ question, onAnswered, isTextHidden = false }: QuestionFormProps) {
  const { id, text, allowance } = question
  const raiseByMicros = allowance?.raiseByMicros ?? null
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {!isTextHidden && <QuestionText text={text} />}
      {/* Where another allowance is in the way afterwards, it asks for that one. */}
      <GoOn
        key={text}
        raiseByMicros={raiseByMicros}
        isCompanys={allowance?.reason === 'company_allowance'}
        goOn={(byMicros) =>
          answerQuestion(
            id,
            raiseByMicros === null ? 'Go on' : `Raise by $${(byMicros / 1_000_000).toFixed(2)}`,
          )
        }
        stop={() => answerQuestion(id, 'Stop')}
        about={{ questionId: id }}
        onDone={onAnswered}
      />
    </div>
  )
}

function QuestionText({ text }: { text: string }) {
  return (
    <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      {text}
    </p>
  )
}

/** The options are suggestions; one may always say something else. */
function AnswerForm({ question, onAnswered, isTextHidden = false }: QuestionFormProps) {
  const [typed, setTyped] = useState('')
  const [given, setGiven] = useState<string>()
  const [refused, setRefused] = useState('')
  const answer = async (words: string) => {
    if (words === '' || given !== undefined) return
    setGiven(words)
    const outcome = await answerQuestion(question.id, words)
    if (outcome.ok) return onAnswered?.()
    setGiven(undefined)
    setRefused(outcome.detail)
  }
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {!isTextHidden && <QuestionText text={question.text} />}
      {question.options.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {question.options.map((option) => (
            <Button
              key={option}
              busy={given === option}
              disabled={given !== undefined && given !== option}
              className="h-auto min-h-8 max-w-full whitespace-normal py-1 text-left max-sm:min-h-11"
              onClick={() => void answer(option)}
            >
              <span dir="auto" className="min-w-0 [overflow-wrap:anywhere]">
                {option}
              </span>
            </Button>
          ))}
        </div>
      )}
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          void answer(typed.trim())
        }}
      >
        <Field
          label={question.options.length > 0 ? 'Or in your own words' : 'Your answer'}
          hideLabel={question.options.length === 0}
          className="min-w-0 flex-1"
        >
          <TextInput
            dir="auto"
            autoComplete="off"
            maxLength={4000}
            value={typed}
            placeholder={question.options.length > 0 ? '' : 'Your answer'}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <Button
          type="submit"
          tone={question.options.length > 0 ? 'quiet' : 'primary'}
          busy={given !== undefined && given === typed.trim()}
          disabled={typed.trim() === ''}
        >
          Answer
        </Button>
      </form>
      {refused && (
        <p role="alert" className="text-bad text-sm">
          {refused}
        </p>
      )}
    </div>
  )
}

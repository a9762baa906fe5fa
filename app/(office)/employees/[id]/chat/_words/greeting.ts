// The first words in an empty conversation, in the employee's tone.
import type { Employee } from '#lib/wire/employee.ts'

export function greetingOf({ name, toneKey }: Pick<Employee, 'name' | 'toneKey'>): string {
  switch (toneKey) {
    case 'friendly':
      return `Hello, I am ${name}. What can I take off your desk?`
    case 'professional':
      return `${name}. What should be done first?`
    case 'witty':
      return `${name} here, desk tidy, which will not last. What is first?`
    case 'provocative':
      return `I am ${name}. What has been put off for too long?`
    case 'own':
      return `I am ${name}. What can I do for you?`
  }
}

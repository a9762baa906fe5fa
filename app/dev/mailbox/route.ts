import { fromLocalStack } from '#app/_edge/from-local-stack.ts'

export const GET = (request: Request) => fromLocalStack(request, '/mailbox')

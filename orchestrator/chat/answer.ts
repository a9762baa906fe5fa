// An answer that is being written.

export interface AnswerFacts {
  /** Also the idempotency key of the turn at the gateway. */
  answerId: string
  messageId: string
  companyId: string
  employeeId: string
  employeeName: string
  conversationId: string
  sessionKey: string
  deskId: string
}

// What questions and notifications look like, for the API's documentation.
import { exampleEmployee } from '../examples.ts'
import type { Notification } from '../notification.ts'
import type { Question } from '../task.ts'

const exampleTaskId = '6f1d2c3b-4a59-4e68-9b7c-8d0e1f2a3b4c'

export const exampleQuestion: Question = {
  id: '0f1e2d3c-4b5a-4697-8879-6a5b4c3d2e1f',
  taskId: exampleTaskId,
  runId: '4c5d6e7f-8091-4a2b-9c3d-4e5f60718293',
  employeeId: exampleEmployee.id,
  kind: 'question',
  text: 'Which colour should the headline have?',
  options: ['Blue', 'Green'],
  allowance: null,
  state: 'open',
  answer: null,
  answeredBy: null,
  askedAt: '2026-11-02T09:13:00.000Z',
  answeredAt: null,
}

export const exampleNotification: Notification = {
  id: '1a0b9c8d-7e6f-4504-8392-a1b0c9d8e7f6',
  kind: 'question',
  taskId: exampleTaskId,
  taskNumber: 12,
  questionId: exampleQuestion.id,
  commentId: null,
  scheduleId: null,
  employeeId: null,
  text: exampleQuestion.text,
  createdAt: exampleQuestion.askedAt,
}

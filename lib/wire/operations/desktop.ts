import { z } from 'zod'
import { openedDesktop, takeControlInput } from '../desktop.ts'
import { employee } from '../employee.ts'
import { exampleEmployee, exampleOpenedDesktop } from '../examples.ts'
import { noBody, noFields, operation } from '../operation.ts'
import { idParams } from '../shapes.ts'

const shared = {
  tag: 'Desktop',
  thing: 'employee',
  scope: 'write',
  peopleOnly: true,
  params: idParams,
  query: noFields,
  status: 200,
} as const
const exampleDriven = {
  ...exampleEmployee,
  control: {
    userId: '0b6f2c0e-43a5-4f0e-9a55-5f1a8f1d6c11',
    memberName: 'Mira',
    takenAt: '2026-11-02T09:20:00.000Z',
    expiresAt: '2026-11-02T09:30:00.000Z',
  },
}

export const desktopOperations = {
  openDesktop: operation({
    ...shared,
    id: 'openDesktop',
    method: 'POST',
    path: '/employees/{id}/desktop',
    summary: 'A ticket to the desktop',
    description:
      'POST it within a minute as the body of `/enter` at `url`, then open the WebSocket `/desktop` there: it speaks RFB (VNC). Looking is all it allows; driving needs control. Somebody who sleeps is woken: `state` is then `waking`. Not ready, or no desktop at all, is 409.',
    answersSecret: true,
    body: noBody,
    answer: openedDesktop,
    example: { answer: exampleOpenedDesktop },
  }),
  takeControl: operation({
    ...shared,
    id: 'takeControl',
    method: 'POST',
    path: '/employees/{id}/control',
    summary: 'Take control of the desktop',
    description:
      'For ten minutes, prolonged while it is really used, and for one person at a time: 409 while somebody else has it. The employee waits meanwhile. An owner or an admin may take over.',
    body: takeControlInput,
    answer: employee,
    example: { body: { takeOver: false }, answer: exampleDriven },
  }),
  handBackControl: operation({
    ...shared,
    id: 'handBackControl',
    method: 'DELETE',
    path: '/employees/{id}/control',
    summary: 'Hand control back',
    description: 'The employee goes on. Without control it changes nothing.',
    body: noBody,
    answer: employee,
    example: { answer: exampleEmployee },
  }),
  readPicture: operation({
    ...shared,
    id: 'readPicture',
    method: 'GET',
    path: '/employees/{id}/picture',
    summary: 'What the desktop shows now, as a small picture',
    description: 'At most a few seconds old. 409 while the desk is not ready.',
    body: noBody,
    answer: z.unknown(),
    answerKind: 'file',
  }),
}

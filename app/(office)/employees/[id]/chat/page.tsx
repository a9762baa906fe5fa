import { listMessages } from '#lib/chat/list-messages.ts'
import { roleByKey } from '#lib/role/roles.ts'
import { readDesk } from '../read-desk.ts'
import { Chat } from './chat.tsx'

export default async function ChatPage({ params }: { params: Promise<{ id: string }> }) {
  const { member, employee } = await readDesk((await params).id)
  const page = await listMessages(member, { employeeId: employee.id, limit: 50 })
  return (
    <Chat
      key={employee.id}
      initialEmployee={employee}
      initialPage={page}
      userId={member.userId}
      examples={roleByKey(employee.roleKey)?.exampleTasks ?? []}
    />
  )
}

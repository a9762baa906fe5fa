import { countChatView } from '#lib/billing/count-chat-view.ts'
import { listMessages } from '#lib/chat/list-messages.ts'
import { roleByKey } from '#lib/role/roles.ts'
import { FreeViews } from '../../../_billing/free-views.tsx'
import { Paywall } from '../../../_billing/paywall.tsx'
import { readDesk } from '../read-desk.ts'
import { Chat } from './chat.tsx'

export default async function ChatPage({ params }: { params: Promise<{ id: string }> }) {
  const { member, employee } = await readDesk((await params).id)
  const { standing, freeChatViewsLeft } = await countChatView(member)
  if (standing === 'looked') return <Paywall name={employee.name} />
  const page = await listMessages(member, { employeeId: employee.id, limit: 50 })
  const chat = (
    <Chat
      key={employee.id}
      initialEmployee={employee}
      initialPage={page}
      userId={member.userId}
      examples={roleByKey(employee.roleKey)?.exampleTasks ?? []}
    />
  )
  if (standing !== 'looking') return chat
  return (
    <div className="flex h-full flex-col">
      <FreeViews left={freeChatViewsLeft ?? 0} />
      <div className="min-h-0 flex-1">{chat}</div>
    </div>
  )
}

import { redirect } from 'next/navigation'
import { requireOperator } from '../_edge/operator.ts'

export default async function AdminPage() {
  await requireOperator()
  redirect('/admin/overview')
}

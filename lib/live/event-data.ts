// What the database puts into an event's data column (supabase/migrations, deskhand.emit_event).
import { z } from 'zod'

export const deltaData = z.object({ offset: z.int(), text: z.string() })
export const toolData = z.object({ toolCallId: z.uuid() })
export const readData = z.object({ userId: z.uuid(), readSeq: z.int() })

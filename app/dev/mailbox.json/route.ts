import { fromDevService } from '#app/_edge/dev-service.ts'

export const GET = (request: Request) => fromDevService(request, '/mailbox.json')

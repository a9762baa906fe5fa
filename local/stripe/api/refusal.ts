/** Errors in the shape of Stripe's. */
import type { Outcome } from '../engine/payment.ts'

type Shape = { type: string; message: string; code?: string; param?: string; decline_code?: string }

export class Refusal extends Error {
  readonly status: 400 | 401 | 402 | 404 | 409
  readonly shape: Shape

  constructor(status: Refusal['status'], shape: Shape) {
    super(shape.message)
    this.status = status
    this.shape = shape
  }

  static missing(thing: string, id: string, param = 'id'): Refusal {
    const message = `No such ${thing}: '${id}'`
    return new Refusal(404, { type: 'invalid_request_error', code: 'resource_missing', message, param })
  }

  static invalid(message: string, param?: string, code?: string): Refusal {
    return new Refusal(400, {
      type: 'invalid_request_error',
      message,
      ...(param && { param }),
      ...(code && { code }),
    })
  }

  static parameterMissing(param: string): Refusal {
    return Refusal.invalid(`Missing required param: ${param}.`, param, 'parameter_missing')
  }

  static declined(outcome: Outcome): Refusal {
    if (outcome === 'asks')
      return new Refusal(402, {
        type: 'card_error',
        code: 'authentication_required',
        message: 'Your card was declined. This transaction requires authentication.',
      })
    if (outcome === 'no_card')
      return Refusal.invalid(
        'This customer has no attached payment source or default payment method.',
        undefined,
        'resource_missing',
      )
    return new Refusal(402, {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'generic_decline',
      message: 'Your card was declined.',
    })
  }
}

// Runs SQL on behalf of one caller: the role and the identity are local to the transaction, so that row level security
// is the second fence behind every verb.
import { AsyncLocalStorage } from 'node:async_hooks'
import { type Kysely, sql } from 'kysely'
import type { Caller } from '#lib/access/caller.ts'
import { AppError, sqlState } from '#lib/errors.ts'
import { database, type Tx } from './database.ts'
import type { DB } from './types.ts'

const together = new AsyncLocalStorage<{ caller: Caller; tx: Tx }>()

/** @throws whatever `work` throws, after rolling back; typed refusals of the database become AppErrors. */
export async function transact<T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> {
  const open = together.getStore()
  return open?.caller === caller ? work(open.tx) : begin(caller, work)
}

/** Verbs that `work` calls for the same caller join this transaction: all of it is kept, or nothing. */
export function transactTogether<T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> {
  const open = together.getStore()
  if (open?.caller === caller) return work(open.tx)
  return begin(caller, (tx) => together.run({ caller, tx }, () => work(tx)))
}

/**
 * For reading what takes several statements, or several verbs: all of it as it was at one moment, whatever is written meanwhile. Nothing can
 * be changed in it, and nothing waits for it.
 */
export function readTogether<T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> {
  const open = together.getStore()
  if (open?.caller === caller) return work(open.tx)
  return begin(caller, (tx) => together.run({ caller, tx }, () => work(tx)), oneMoment)
}

/** One of several in a row: what it refuses takes back only itself, also where all of them share a transaction. */
export async function transactApart<T>(caller: Caller, work: () => Promise<T>): Promise<T> {
  const open = together.getStore()
  if (open?.caller !== caller) return work()
  const { tx } = open
  await sql`savepoint one_of_several`.execute(tx)
  try {
    const result = await work()
    await sql`release savepoint one_of_several`.execute(tx)
    return result
  } catch (error) {
    const refusal = error instanceof AppError ? error : typedRefusal(error)
    if (!refusal) throw error
    await sql`rollback to savepoint one_of_several`.execute(tx)
    throw refusal
  }
}

async function begin<T>(caller: Caller, work: (tx: Tx) => Promise<T>, transaction = anyMoment): Promise<T> {
  const settings = settingsOf(caller)
  try {
    return await untilNoDeadlock(transaction, async (tx) => {
      await sql`select set_config('role', ${caller.kind === 'operator' ? 'deskhand_operator' : 'deskhand_app'}, true),
        set_config('deskhand.user_id', ${settings.userId}, true),
        set_config('deskhand.email', ${settings.email}, true),
        set_config('deskhand.company_id', ${settings.companyId}, true),
        set_config('deskhand.api_key_id', ${settings.apiKeyId}, true)`.execute(tx)
      return work(tx)
    })
  } catch (error) {
    throw typedRefusal(error) ?? error
  }
}

/** Runs SQL on behalf of the installation: all companies, but only the columns that are the orchestrator's. */
export function transactAsOrchestrator<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return beginAsOrchestrator(work, anyMoment)
}

/** Reads on behalf of the installation, all of it as it was at one moment. */
export function readTogetherAsOrchestrator<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return beginAsOrchestrator(work, oneMoment)
}

function beginAsOrchestrator<T>(work: (tx: Tx) => Promise<T>, transaction: typeof anyMoment): Promise<T> {
  return untilNoDeadlock(transaction, async (tx) => {
    await sql`select set_config('role', 'deskhand_orchestrator', true)`.execute(tx)
    return work(tx)
  })
}

/**
 * One statement that says itself on whose behalf it runs and is a transaction by itself: for what must be fast.
 * @throws like `transact`
 */
export async function callOnce<T>(call: (db: Kysely<DB>) => Promise<T>): Promise<T> {
  try {
    return await againAfterDeadlock(() => call(database()))
  } catch (error) {
    throw typedRefusal(error) ?? error
  }
}

const attempts = 3
const deadlockDetected = '40P01'

/** Each statement sees what is committed when it begins. */
const anyMoment = () => database().transaction()
/** Every statement sees what was committed when the first began. */
const oneMoment = () => anyMoment().setIsolationLevel('repeatable read').setAccessMode('read only')

/** Postgres ends one of two transactions that wait for each other, with nothing of it done: that one begins again. */
function untilNoDeadlock<T>(transaction: typeof anyMoment, work: (tx: Tx) => Promise<T>): Promise<T> {
  return againAfterDeadlock(() => transaction().execute(work))
}

async function againAfterDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts || sqlState(error) !== deadlockDetected) throw error
    }
  }
}

function settingsOf(caller: Caller) {
  const inCompany = caller.kind === 'member' || caller.kind === 'key'
  const person = caller.kind === 'member' || caller.kind === 'visitor' || caller.kind === 'operator'
  return {
    userId: person ? caller.userId : '',
    email: person ? caller.email : '',
    companyId: inCompany ? caller.companyId : '',
    apiKeyId: caller.kind === 'key' ? caller.apiKeyId : '',
  }
}

const invalidTextRepresentation = '22P02'

/** What the database refused, in words. Undefined for whatever is no refusal. */
export function typedRefusal(error: unknown): AppError | undefined {
  switch (sqlState(error)) {
    case 'DH001':
      return new AppError('last_owner', {
        detail: 'A company always has an owner. Nothing was changed. Make somebody else owner first.',
        cause: error,
      })
    case 'DH002':
      return new AppError('unauthenticated', { detail: 'Sign in to do this.', cause: error })
    case 'DH005':
      return new AppError('conflict', {
        detail:
          'The task is not where this can be done with it any more. Nothing was changed. Look at it again.',
        cause: error,
      })
    case 'DH006':
      return new AppError('lease_lost', {
        detail:
          'This run is not yours any more: its lease ended or the task was stopped. Nothing was changed. Stop working on it.',
        cause: error,
      })
    case 'DH007':
      return new AppError('conflict', {
        detail:
          'These tasks would wait for each other, or for their own parts. Nothing was changed. Take one of the links away.',
        cause: error,
      })
    case 'DH008':
      return new AppError('limit_reached', {
        detail:
          'A run keeps at most 200 files and 100 MB. This one was not kept. Pack what belongs together, or leave out what nobody needs.',
        cause: error,
      })
    case invalidTextRepresentation:
      // An id that is no uuid names nothing: the same answer as for an unknown one.
      return new AppError('not_found', {
        detail: 'There is no such thing, or it is not yours.',
        cause: error,
      })
    default:
      return undefined
  }
}

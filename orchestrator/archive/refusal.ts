// Why a packed home is refused. Whoever unpacks gets all of it or this, and then nothing of it was kept.
import { AppError } from '#lib/errors.ts'

export type RefusalReason =
  | 'not_an_archive'
  | 'unknown_version'
  | 'wrong_key'
  | 'truncated'
  | 'out_of_order'
  | 'damaged'
  | 'hostile'
  | 'too_large'
  | 'differs_from_manifest'
  | 'of_another'
  | 'changed_while_packing'

const sayings: Record<RefusalReason, string> = {
  not_an_archive: 'This file is no packed home, or its beginning is damaged.',
  unknown_version: 'This home was packed by a newer version.',
  wrong_key: 'This home was packed by another installation: the secret of this one does not open it.',
  truncated: 'The end of the packed home is missing. Copy the file again.',
  out_of_order: 'Pieces of the packed home are missing or in the wrong order. Copy the file again.',
  damaged: 'The packed home was changed after it was made. Copy the file again or take another one.',
  hostile: 'The packed home holds what no home holds.',
  too_large: 'The packed home is larger than a home may be.',
  differs_from_manifest: 'What the packed home holds is not what it says it holds.',
  of_another: 'This is the packed home of another employee.',
  changed_while_packing: 'The home was changed while it was being packed. Pack it again.',
}

export class ArchiveRefused extends AppError {
  readonly why: RefusalReason

  constructor(why: RefusalReason, detail?: string, cause?: unknown) {
    super('invalid', { detail: [sayings[why], detail].filter(Boolean).join(' '), cause })
    this.name = 'ArchiveRefused'
    this.why = why
  }
}

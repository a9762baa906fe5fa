// Who may do what to a row of a company, in one table. The matrix executes every line of it; a table that is not here fails.
import { allowanceTables } from './allowance-expectations.ts'
import { billingTables } from './billing-expectations.ts'
import { operatorTables } from './operator-expectations.ts'
import { parkingTables } from './parking-expectations.ts'
import { type TableExpectation, words } from './rights.ts'
import { taskTables } from './task-expectations.ts'

export const tables: Record<string, TableExpectation> = {
  ...taskTables,
  ...allowanceTables,
  ...billingTables,
  ...operatorTables,
  ...parkingTables,
  companies: {
    app: {
      select: 'company or belonging',
      update: {
        by: 'managers',
        columns: words('name about plan_approval cap_micros'),
        touch: `about = 'x'`,
      },
    },
    orchestrator: { select: true },
  },
  members: {
    app: {
      select: 'company or self',
      update: { by: 'self or managers', columns: words('role display_name'), touch: `display_name = 'x'` },
      delete: 'self or managers',
    },
    orchestrator: { select: true },
    special: [
      {
        says: 'cannot make itself owner',
        as: 'own member',
        does: `update members set role = 'owner'`,
        outcome: 'refused',
      },
      {
        says: 'can change a role',
        as: 'own owner',
        does: `update members set role = 'admin'`,
        outcome: 'allowed',
      },
    ],
  },
  invitations: {
    app: {
      select: 'managers',
      insert: { by: 'managers', columns: words('id company_id email role token_hash invited_by expires_at') },
      update: { by: 'managers', columns: ['revoked_at'], touch: 'revoked_at = now()' },
    },
    orchestrator: { select: true },
  },
  api_keys: {
    app: {
      select: 'managers',
      insert: {
        by: 'managers',
        columns: words('id company_id name secret_hash scopes created_by expires_at'),
      },
      update: { by: 'managers', columns: ['revoked_at'], touch: 'revoked_at = now()' },
    },
    orchestrator: { select: true },
  },
  hosts: {
    app: { select: 'everyone' },
    orchestrator: { select: true, insert: 'all', update: { columns: 'all', touch: `version = 'x'` } },
  },
  employees: {
    app: {
      select: 'company',
      insert: {
        by: 'company',
        columns: words(
          'id company_id role_key name tone_key tone_words personality skills model allowance_micros portrait_seed hired_by sleep_after_minutes',
        ),
      },
      update: {
        by: 'company',
        columns: words(
          'name tone_key tone_words personality skills model allowance_micros portrait_seed fired_at home_kept_until sleep_after_minutes',
        ),
        touch: `personality = 'x'`,
      },
    },
    orchestrator: {
      select: true,
      update: { columns: words('left_at active_at'), touch: 'active_at = now()' },
    },
  },
  desks: {
    app: {
      select: 'company',
      insert: { by: 'company', columns: words('id company_id employee_id desired_state') },
      update: {
        by: 'company',
        columns: words('desired_state desired_generation desired_nudge desired_at'),
        touch: 'desired_nudge = 1',
      },
    },
    orchestrator: {
      select: true,
      insert: words('id host_id'),
      update: {
        columns: words(
          'host_id observed_state observed_generation observed_nudge observed_phase observed_phase_at observed_at observed_failure observed_crashes observed_next_attempt_at ready_after_ms launched_at pinned_release_id observed_release refused_releases observed_complaint proven_release',
        ),
        touch: 'observed_at = now()',
      },
    },
  },
  hire_drafts: {
    app: {
      select: 'self',
      insert: { by: 'self', columns: 'all' },
      update: { by: 'self', columns: 'all', touch: `name = 'x'` },
      delete: 'self',
    },
  },
  desk_releases: {
    app: { select: 'everyone' },
    orchestrator: { select: true, insert: 'all', update: { columns: 'all', touch: `label = 'x'` } },
  },
  home_archives: {
    app: {
      select: 'company',
      insert: { by: 'managers', columns: words('id company_id employee_id asked_by') },
      update: { by: 'managers', columns: ['discarded_at'], touch: 'discarded_at = now()' },
    },
    orchestrator: {
      select: true,
      insert: 'all',
      update: {
        columns: words(
          'discarded_at state attempts host_id file bytes sha256 home_sha256 home_bytes files left_out made_at failure cleared_at',
        ),
        touch: 'attempts = 1',
      },
    },
  },
  home_restores: {
    app: {
      select: 'company',
      insert: { by: 'managers', columns: words('id company_id employee_id archive_id asked_by') },
    },
    orchestrator: {
      select: true,
      insert: 'all',
      update: { columns: words('state attempts done_at failure'), touch: 'attempts = 1' },
    },
  },
  site_rules: {
    app: {
      select: 'company',
      insert: { by: 'company', columns: words('id company_id employee_id site decision decided_by') },
      update: {
        by: 'company',
        columns: words('decision decided_by decided_at'),
        touch: 'decided_at = now()',
      },
      delete: 'company',
    },
    orchestrator: { select: true },
  },
  site_requests: {
    app: { select: 'company' },
    orchestrator: {
      select: true,
      insert: 'all',
      update: { columns: words('port why times last_at'), touch: 'last_at = now()' },
      delete: true,
    },
  },
  conversations: {
    app: {
      select: 'company',
      insert: { by: 'company', columns: words('id company_id employee_id session_key') },
    },
    orchestrator: { select: true },
  },
  messages: {
    app: {
      select: 'company',
      insert: {
        by: 'company',
        columns: words(
          'id company_id employee_id conversation_id author user_id api_key_id author_name text status client_key replaces',
        ),
      },
      update: {
        by: 'company',
        columns: words('status attempt stop_requested_at superseded_at'),
        touch: 'stop_requested_at = now()',
      },
    },
    orchestrator: { select: true, insert: 'all', update: { columns: 'all', touch: `run_id = 'x'` } },
  },
  tool_calls: {
    app: { select: 'company' },
    orchestrator: { select: true, insert: 'all', update: { columns: 'all', touch: `output = 'x'` } },
  },
  attachments: {
    app: {
      select: 'company',
      insert: {
        by: 'company',
        columns: words('id company_id employee_id name media_type size_bytes content uploaded_by'),
      },
      update: { by: 'company', columns: ['message_id'], touch: 'message_id = null' },
      delete: 'company',
    },
    orchestrator: { select: true },
  },
  conversation_reads: {
    app: {
      select: 'self',
      insert: { by: 'self', columns: 'all' },
      update: { by: 'self', columns: 'all', touch: 'read_seq = 1' },
    },
    orchestrator: { select: true },
  },
  events: { app: { select: 'company' }, orchestrator: { select: true } },
  audit_entries: { app: { select: 'managers' }, orchestrator: { select: true }, appendOnly: true },
  ledger_entries: {
    app: { select: 'company' },
    orchestrator: { select: true, insert: 'all', update: { columns: 'all', touch: 'first_byte_ms = 1' } },
  },
  idempotency_keys: {
    app: {
      select: 'company',
      insert: { by: 'company', columns: 'all' },
      update: { by: 'company', columns: words('status body'), touch: `status = 200, body = '{}'` },
      delete: 'company',
    },
  },
  desk_sessions: {
    app: {
      select: 'oneself',
      update: {
        by: 'oneself',
        columns: words('closed_at closed_why'),
        touch: `closed_at = now(), closed_why = 'left'`,
      },
    },
    orchestrator: {
      select: true,
      insert: 'all',
      update: { columns: words('seen_at closed_at closed_why'), touch: 'seen_at = now()' },
      delete: true,
    },
  },
  used_tickets: { orchestrator: { select: true, insert: 'all', delete: true } },
  control_leases: {
    app: {
      select: 'company',
      insert: { by: 'self', columns: 'all' },
      update: {
        by: 'self or managing people',
        columns: words('user_id taken_at expires_at'),
        touch: `user_id = nullif(current_setting('deskhand.user_id', true), '')::uuid`,
      },
      delete: 'self',
    },
    orchestrator: {
      select: true,
      update: { columns: ['expires_at'], touch: `expires_at = now() + interval '1 minute'` },
      delete: true,
    },
    special: [
      {
        says: 'cannot give control to somebody else',
        as: 'own owner',
        does: 'update control_leases set user_id = gen_random_uuid()',
        outcome: 'refused',
      },
    ],
  },
  rate_counters: {},
}

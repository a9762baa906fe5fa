-- What was invoiced for the period that runs, seats of a part of it counted in part: so much of the plan's model cost is included. Null: no
-- invoice tells it, and every seat counts whole.
alter table subscriptions add column paid_cents integer check (paid_cents >= 0);

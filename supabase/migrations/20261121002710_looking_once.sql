-- Looking around is once for whoever founds: who hands a company over and founds another goes on counting where they were, and who had a
-- trial has looked. Members and owners of several companies have founded none of them, and nothing is counted for them.
alter table trial_identities drop constraint trial_identities_kind_check;
alter table trial_identities add constraint trial_identities_kind_check check (kind in ('email', 'card', 'network', 'founder'));

-- Of the caller's company, by whoever founded it, under the lock of its seats; a second time it changes nothing.
create function deskhand.claim_looking(founder bytea, at_most integer) returns void
language plpgsql security definer set search_path = '' as $$
declare company uuid := deskhand.caller_company_id();
begin
  perform pg_advisory_xact_lock(hashtextextended('deskhand.trials', 0));
  insert into public.trial_identities (kind, value_hash, company_id)
    select 'founder', founder, id from public.companies where id = company and founded_by = deskhand.caller_user_id()
    on conflict do nothing;
  if not found then return; end if;
  update public.companies set chat_views = greatest(chat_views, least(at_most, (
      select coalesce(max(case when earlier.trial_ends_at is null then earlier.chat_views else at_most end), 0)
        from public.trial_identities identity join public.companies earlier on earlier.id = identity.company_id
        where identity.kind = 'founder' and identity.value_hash = founder and earlier.id <> company)))
    where id = company and plan_key is null;
end
$$;
grant execute on function deskhand.claim_looking(bytea, integer) to deskhand_app;

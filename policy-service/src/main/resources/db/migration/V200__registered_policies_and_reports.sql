-- Policies of resources, guardrails of accounts, what simulations and reports need of principals.

create table resource_policy (
    id       text primary key,
    account  text not null,
    pattern  text not null,
    document text not null,
    unique (account, pattern)
);

create table guardrails (
    account text primary key,
    levels  text not null
);

create table last_accessed_report (
    id          text primary key,
    account     text not null,
    arn         text not null,
    granularity text not null,
    created     timestamptz not null
);
create index last_accessed_report_created on last_accessed_report (created);

alter table principal add column group_ids text not null default '[]';
alter table known_account add column quotas text not null default '{}';
-- The feed starts again and fills the new columns: what it meets again is written over.
delete from feed_position;

grant select, insert, update, delete on resource_policy, guardrails, last_accessed_report to ${app_role};

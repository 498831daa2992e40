-- The ledger of usage, from gatehouse.usage. A row is a running total of one incarnation (one process, one hour): of two totals the
-- greater one is right, so that records may come twice and in any order. Sums over incarnations are what is billed.
create table usage_total (
    account     text not null,
    hour        timestamptz not null,
    principal   text not null,
    service     text not null,
    action      text not null,
    incarnation text not null,
    total       bigint not null,
    last_used   timestamptz not null,
    primary key (account, hour, principal, service, action, incarnation)
);
create index usage_total_by_principal on usage_total (account, principal, service, last_used);

-- An incarnation that is not final and silent was lost with its node.
create table usage_incarnation (
    incarnation text primary key,
    process     text not null,
    node        text not null,
    hour        timestamptz not null,
    uncounted   bigint not null,
    damaged     integer not null,
    is_final    boolean not null,
    last_heard  timestamptz not null default now()
);
create index usage_incarnation_open on usage_incarnation (hour) where not is_final or uncounted > 0 or damaged > 0;

-- Prices from a month on, as the events say them.
create table price_list (
    from_month text primary key,
    document   text not null
);

grant select, insert, update, delete on usage_total, usage_incarnation, price_list to ${app_role};

-- The read model of policy-service. Rows of the first four tables are written in the transaction that appends the events they
-- come from; those of the others by the feed of identity facts. All of it can be made again from the logs.

create table managed_policy (
    id              text primary key,
    owner           text not null,
    name            text not null,
    name_key        text not null,
    path            text not null,
    arn             text not null unique,
    description     text not null,
    default_version integer not null,
    tags            text not null,
    created         timestamptz not null,
    updated         timestamptz not null,
    unique (owner, name_key)
);

create table managed_policy_version (
    policy_id text not null references managed_policy (id) on delete cascade,
    number    integer not null,
    document  text not null,
    created   timestamptz not null,
    primary key (policy_id, number)
);

create table attached_policy (
    principal_id   text not null,
    policy_id      text not null,
    account        text not null,
    principal_kind text not null,
    policy_arn     text not null,
    policy_name    text not null,
    policy_path    text not null,
    primary key (principal_id, policy_id)
);
create index attached_policy_by_policy on attached_policy (policy_id, account, principal_kind, principal_id);

create table inline_policy (
    principal_id text not null,
    name         text not null,
    account      text not null,
    document     text not null,
    primary key (principal_id, name)
);

-- Who exists, from gatehouse.identity.facts. Where a fact stands (epoch, number, republication) decides what replaces it.
create table principal (
    id            text primary key,
    account       text not null,
    kind          text not null,
    name          text not null,
    name_key      text not null,
    path          text not null,
    boundary_arn  text not null,
    tags          text not null,
    epoch         text not null,
    number        bigint not null,
    republication text not null
);
create index principal_by_name on principal (account, kind, name_key);
create index principal_by_boundary on principal (account, boundary_arn) where boundary_arn <> '';

-- Which account came first: its root administers the others.
create table known_account (
    account  text primary key,
    is_first boolean not null,
    epoch    text not null,
    number   bigint not null
);

-- How far the read model is in each account's identity log.
create table identity_checkpoint (
    account text primary key,
    epoch   text not null,
    number  bigint not null
);

-- Accounts whose identity facts could not be read or applied: nothing more of them is, until they are published again.
create table identity_quarantine (
    account text primary key,
    reason  text not null,
    since   timestamptz not null default now()
);

-- Where the feed goes on, moved in the transaction that writes the rows above.
create table feed_position (
    topic       text not null,
    partition   integer not null,
    topic_id    text not null,
    next_offset bigint not null,
    primary key (topic, partition)
);

grant select, insert, update, delete on managed_policy, managed_policy_version, attached_policy, inline_policy, principal,
    known_account, identity_checkpoint, identity_quarantine, feed_position to ${app_role};

-- History of one service. The service's role (${app_role}) may add to history, never change it.

CREATE TABLE log_epoch (
    ordinal           integer     PRIMARY KEY,
    epoch             text        NOT NULL UNIQUE,
    reason            text        NOT NULL,
    -- The database that this epoch was begun in: another one means a restore or a promotion.
    system_identifier text        NOT NULL,
    timeline          integer     NOT NULL,
    database_oid      bigint      NOT NULL,
    started_at        timestamptz NOT NULL
);

-- The head of each owner's log. Locked first by every write.
CREATE TABLE account_log (
    owner       text        PRIMARY KEY,
    epoch       text        NOT NULL REFERENCES log_epoch (epoch),
    number      bigint      NOT NULL DEFAULT 0 CHECK (number >= 0),
    fact_number bigint      NOT NULL DEFAULT 0 CHECK (fact_number <= number),
    last_hash   bytea       NOT NULL,
    last_time   timestamptz NOT NULL,
    -- The last publication of all facts of the owner, and the epoch it was made in.
    base_epoch  text        NOT NULL REFERENCES log_epoch (epoch),
    base_id     text,
    base_number bigint
);

CREATE TABLE event (
    owner          text        NOT NULL,
    number         bigint      NOT NULL CHECK (number > 0),
    index          integer     NOT NULL CHECK (index >= 0),
    count          integer     NOT NULL CHECK (index < count),
    epoch          text        NOT NULL,
    stream         text        NOT NULL,
    stream_version bigint      NOT NULL CHECK (stream_version > 0),
    type           text        NOT NULL,
    type_version   integer     NOT NULL CHECK (type_version > 0),
    time           timestamptz NOT NULL,
    actor          text        NOT NULL,
    -- Chain of assumed roles, source IP and user agent, sealed under the actor's subject key.
    origin         text        NOT NULL,
    request_id     text        NOT NULL,
    cause          text        NOT NULL,
    note           text        NOT NULL,
    seen           text        NOT NULL,
    payload        bytea       NOT NULL,
    previous_hash  bytea       NOT NULL,
    hash           bytea       NOT NULL,
    PRIMARY KEY (owner, number, index),
    CONSTRAINT event_stream_version UNIQUE (owner, stream, stream_version)
);

-- Names in use; the primary key is what makes them unique.
CREATE TABLE unique_value (
    kind   text NOT NULL,
    scope  text NOT NULL,
    value  text NOT NULL,
    holder text NOT NULL,
    PRIMARY KEY (kind, scope, value)
);

-- Outside of the log: without its key nobody reads a subject's personal values again.
CREATE TABLE subject_key (
    owner       text        NOT NULL,
    subject     text        NOT NULL,
    wrapped_key bytea,
    erased_at   timestamptz,
    PRIMARY KEY (owner, subject),
    CHECK ((wrapped_key IS NULL) = (erased_at IS NOT NULL))
);

-- What Kafka has not acknowledged yet. Ids of one owner are taken under its head lock.
CREATE TABLE outbox (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner      text        NOT NULL,
    number     bigint      NOT NULL,
    -- How many rows of the same command come after this one.
    remaining  integer     NOT NULL,
    topic      text        NOT NULL,
    partition  integer     NOT NULL,
    key        text        NOT NULL,
    value      bytea,
    headers    text        NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX outbox_partition ON outbox (partition, id);

-- Attempts, refusals, failed sign-ins: no number, no lock.
CREATE TABLE audit (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner      text        NOT NULL,
    time       timestamptz NOT NULL,
    type       text        NOT NULL,
    actor      text        NOT NULL,
    origin     text        NOT NULL,
    request_id text        NOT NULL,
    payload    bytea       NOT NULL
);
CREATE INDEX audit_owner_time ON audit (owner, time);

CREATE TABLE audit_outbox (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner      text        NOT NULL,
    number     bigint      NOT NULL,
    -- How many rows of the same command come after this one.
    remaining  integer     NOT NULL,
    topic      text        NOT NULL,
    partition  integer     NOT NULL,
    key        text        NOT NULL,
    value      bytea,
    headers    text        NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX audit_outbox_partition ON audit_outbox (partition, id);

REVOKE ALL ON log_epoch, account_log, event, unique_value, subject_key, outbox, audit, audit_outbox
    FROM PUBLIC, ${app_role};
GRANT SELECT, INSERT ON event, audit, log_epoch TO ${app_role};
GRANT SELECT, INSERT, UPDATE ON account_log, subject_key TO ${app_role};
GRANT SELECT, INSERT, DELETE ON unique_value, outbox, audit_outbox TO ${app_role};

-- What identity-service reads: rows written in the transaction of the events that they come from.
-- Personal values stand here in clear; erasing a person deletes the row.

CREATE TABLE account (
    account  text        NOT NULL PRIMARY KEY,
    name     text        NOT NULL,
    is_first boolean     NOT NULL,
    created  timestamptz NOT NULL
);
-- There is one first account at most.
CREATE UNIQUE INDEX account_first ON account (is_first) WHERE is_first;

CREATE TABLE iam_user (
    user_id  text        NOT NULL PRIMARY KEY,
    account  text        NOT NULL,
    name     text        NOT NULL,
    name_key text        NOT NULL COLLATE "C",
    path     text        NOT NULL,
    created  timestamptz NOT NULL,
    tags     jsonb       NOT NULL,
    boundary text,
    UNIQUE (account, name_key)
);

CREATE TABLE iam_group (
    group_id text        NOT NULL PRIMARY KEY,
    account  text        NOT NULL,
    name     text        NOT NULL,
    name_key text        NOT NULL COLLATE "C",
    path     text        NOT NULL,
    created  timestamptz NOT NULL,
    UNIQUE (account, name_key)
);

CREATE TABLE membership (
    user_id  text NOT NULL,
    group_id text NOT NULL,
    account  text NOT NULL,
    PRIMARY KEY (user_id, group_id)
);
CREATE INDEX membership_of_group ON membership (group_id);
CREATE INDEX membership_of_account ON membership (account);

CREATE TABLE iam_role (
    role_id             text        NOT NULL PRIMARY KEY,
    account             text        NOT NULL,
    name                text        NOT NULL,
    name_key            text        NOT NULL COLLATE "C",
    path                text        NOT NULL,
    created             timestamptz NOT NULL,
    service_linked      boolean     NOT NULL,
    trust               text        NOT NULL,
    description         text        NOT NULL,
    tags                jsonb       NOT NULL,
    boundary            text,
    max_session_seconds integer     NOT NULL,
    UNIQUE (account, name_key)
);

-- user_id is null for a key of root.
CREATE TABLE access_key (
    access_key_id text        NOT NULL PRIMARY KEY,
    account       text        NOT NULL,
    user_id       text,
    active        boolean     NOT NULL,
    created       timestamptz NOT NULL
);
CREATE INDEX access_key_of_user ON access_key (user_id);
CREATE INDEX access_key_of_account ON access_key (account);

-- Outside the log: the secret of a key, sealed under the master key whose id stands in the ciphertext.
CREATE TABLE credential (
    access_key_id text  NOT NULL PRIMARY KEY,
    secret        bytea NOT NULL
);

-- Every unique id that ever was one here, so that none is used again.
CREATE TABLE used_id (
    id text NOT NULL PRIMARY KEY
);

-- Keys that sign internal tokens; the private part is sealed under the master key.
CREATE TABLE signing_key (
    kid         text        NOT NULL PRIMARY KEY,
    public_key  text        NOT NULL,
    private_key bytea       NOT NULL,
    signs_from  timestamptz NOT NULL,
    ends        timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE
    ON account, iam_user, iam_group, membership, iam_role, access_key, credential, signing_key
    TO ${app_role};
GRANT SELECT, INSERT ON used_id TO ${app_role};

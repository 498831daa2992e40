-- Settings of accounts, login profiles, MFA devices, last uses, rotations. Secrets stand in tables of their own, outside of any log.

ALTER TABLE account
    ADD COLUMN alias           text,
    ADD COLUMN quotas          jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN password_policy jsonb,
    -- An alias signs in: it leads to one account.
    ADD CONSTRAINT account_alias_key UNIQUE (alias);

CREATE TABLE login_profile (
    user_id        text        NOT NULL PRIMARY KEY,
    account        text        NOT NULL,
    created        timestamptz NOT NULL,
    -- Counts the passwords that were set; password_hash has the hash of this one.
    version        integer     NOT NULL,
    changed        timestamptz NOT NULL,
    reset_required boolean     NOT NULL,
    last_used      timestamptz
);
CREATE INDEX login_profile_of_account ON login_profile (account);

-- Outside the log: Argon2id, the present password and former ones, which may not be used again.
CREATE TABLE password_hash (
    user_id text    NOT NULL,
    version integer NOT NULL,
    hash    text    NOT NULL,
    PRIMARY KEY (user_id, version)
);

CREATE TABLE mfa_device (
    device_id text        NOT NULL PRIMARY KEY,
    account   text        NOT NULL,
    name      text        NOT NULL,
    name_key  text        NOT NULL COLLATE "C",
    path      text        NOT NULL,
    created   timestamptz NOT NULL,
    tags      jsonb       NOT NULL,
    -- Null while nobody uses it.
    user_id   text,
    enabled   timestamptz,
    UNIQUE (account, name_key)
);
CREATE INDEX mfa_device_of_user ON mfa_device (user_id);

-- Outside the log: the seed, sealed under the master key; how far the device's clock is off; and the last time step whose code was
-- taken, so that no code counts twice.
CREATE TABLE mfa_seed (
    device_id text   NOT NULL PRIMARY KEY,
    seed      bytea  NOT NULL,
    drift     bigint NOT NULL,
    last_step bigint NOT NULL
);

-- Outside the log, batched aside: when a key last signed a request.
CREATE TABLE access_key_use (
    access_key_id text        NOT NULL PRIMARY KEY,
    used          timestamptz NOT NULL,
    service       text        NOT NULL,
    region        text        NOT NULL
);

CREATE TABLE credential_report (
    account   text        NOT NULL PRIMARY KEY,
    generated timestamptz NOT NULL,
    content   text        NOT NULL
);

-- What an administrator requires to be replaced: whatever was made before the cutoff, by the deadline.
CREATE TABLE rotation (
    rotation_id text        NOT NULL PRIMARY KEY,
    account     text        NOT NULL,
    -- user, group or account; target is the id of the user or group, else null.
    scope       text        NOT NULL,
    target      text,
    passwords   boolean     NOT NULL,
    access_keys boolean     NOT NULL,
    required    timestamptz NOT NULL,
    cutoff      timestamptz NOT NULL,
    deadline    timestamptz NOT NULL
);
CREATE INDEX rotation_of_account ON rotation (account);

-- Which users each rotation is about, as memberships are now.
CREATE VIEW rotation_user AS
    SELECT r.rotation_id, r.account, r.passwords, r.access_keys, r.cutoff, r.deadline, u.user_id
    FROM rotation r
    JOIN iam_user u ON u.account = r.account
    WHERE r.scope = 'account'
       OR (r.scope = 'user' AND r.target = u.user_id)
       OR (r.scope = 'group' AND EXISTS (
               SELECT 1 FROM membership m WHERE m.user_id = u.user_id AND m.group_id = r.target));

-- Guesses at one secret, or from one address; the subject is a digest, so that no name and no address stands here.
CREATE TABLE guess (
    subject  text        NOT NULL PRIMARY KEY,
    failures integer     NOT NULL,
    tried    timestamptz NOT NULL,
    free_at  timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE
    ON login_profile, password_hash, mfa_device, mfa_seed, access_key_use, credential_report, rotation, guess
    TO ${app_role};
GRANT SELECT ON rotation_user TO ${app_role};

-- Instance profiles, certificates, SSH keys, credentials of services, and what became of deletions
-- of service-linked roles: rows written in the transaction of the events that they come from.

CREATE TABLE iam_instance_profile (
    instance_profile_id text        NOT NULL PRIMARY KEY,
    account             text        NOT NULL,
    name                text        NOT NULL,
    name_key            text        NOT NULL COLLATE "C",
    path                text        NOT NULL,
    created             timestamptz NOT NULL,
    tags                jsonb       NOT NULL,
    role_id             text,
    UNIQUE (account, name_key)
);
CREATE INDEX instance_profile_of_role ON iam_instance_profile (role_id);

CREATE TABLE server_certificate (
    server_certificate_id text        NOT NULL PRIMARY KEY,
    account               text        NOT NULL,
    name                  text        NOT NULL,
    name_key              text        NOT NULL COLLATE "C",
    path                  text        NOT NULL,
    uploaded              timestamptz NOT NULL,
    expires               timestamptz NOT NULL,
    body                  text        NOT NULL,
    chain                 text        NOT NULL,
    tags                  jsonb       NOT NULL,
    UNIQUE (account, name_key)
);

-- The owner of these three is a user's id, or the account's number for root.
CREATE TABLE signing_certificate (
    certificate_id text        NOT NULL PRIMARY KEY,
    account        text        NOT NULL,
    owner          text        NOT NULL,
    active         boolean     NOT NULL,
    uploaded       timestamptz NOT NULL,
    body           text        NOT NULL,
    fingerprint    text        NOT NULL,
    UNIQUE (account, fingerprint)
);
CREATE INDEX signing_certificate_of_owner ON signing_certificate (owner);

CREATE TABLE ssh_public_key (
    ssh_public_key_id text        NOT NULL PRIMARY KEY,
    account           text        NOT NULL,
    owner             text        NOT NULL,
    active            boolean     NOT NULL,
    uploaded          timestamptz NOT NULL,
    body              text        NOT NULL,
    fingerprint       text        NOT NULL,
    UNIQUE (owner, fingerprint)
);

CREATE TABLE service_credential (
    service_credential_id text        NOT NULL PRIMARY KEY,
    account               text        NOT NULL,
    owner                 text        NOT NULL,
    service               text        NOT NULL,
    service_user_name     text        NOT NULL,
    active                boolean     NOT NULL,
    created               timestamptz NOT NULL,
    expires               timestamptz
);
CREATE INDEX service_credential_of_owner ON service_credential (owner);
CREATE INDEX service_credential_of_account ON service_credential (account, service_credential_id);

CREATE TABLE role_deletion (
    task_id text        NOT NULL PRIMARY KEY,
    account text        NOT NULL,
    ended   timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE
    ON iam_instance_profile, server_certificate, signing_certificate, ssh_public_key,
       service_credential
    TO ${app_role};
GRANT SELECT, INSERT ON role_deletion TO ${app_role};

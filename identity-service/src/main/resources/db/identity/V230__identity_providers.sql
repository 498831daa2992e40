-- Identity providers that accounts trust: rows in the transaction of their events.

CREATE TABLE oidc_provider (
    provider_id text        NOT NULL PRIMARY KEY,
    account     text        NOT NULL,
    -- The issuer without its scheme, as ARN and condition keys have it.
    name        text        NOT NULL COLLATE "C",
    issuer      text        NOT NULL,
    created     timestamptz NOT NULL,
    client_ids  jsonb       NOT NULL,
    thumbprints jsonb       NOT NULL,
    tags        jsonb       NOT NULL,
    UNIQUE (account, name)
);

CREATE TABLE saml_provider (
    provider_id         text        NOT NULL PRIMARY KEY,
    account             text        NOT NULL,
    name                text        NOT NULL,
    name_key            text        NOT NULL COLLATE "C",
    metadata            text        NOT NULL,
    encryption_required boolean     NOT NULL,
    private_keys        jsonb       NOT NULL,
    tags                jsonb       NOT NULL,
    created             timestamptz NOT NULL,
    UNIQUE (account, name_key)
);

-- Outside the log: private keys that open encrypted assertions, sealed under the master key.
CREATE TABLE saml_private_key (
    key_id      text  NOT NULL PRIMARY KEY,
    provider_id text  NOT NULL,
    private_key bytea NOT NULL
);
CREATE INDEX saml_private_key_of_provider ON saml_private_key (provider_id);

-- Assertions that were used, until they expire: none is taken twice.
CREATE TABLE used_assertion (
    account      text        NOT NULL,
    assertion    text        NOT NULL,
    usable_until timestamptz NOT NULL,
    PRIMARY KEY (account, assertion)
);
CREATE INDEX used_assertion_by_end ON used_assertion (usable_until);

GRANT SELECT, INSERT, UPDATE, DELETE
    ON oidc_provider, saml_provider, saml_private_key, used_assertion
    TO ${app_role};

-- Which role people get by a provider who name none.
CREATE TABLE role_mapping (
    provider_id text NOT NULL PRIMARY KEY,
    account     text NOT NULL,
    provider    text NOT NULL,
    mapping     text NOT NULL
);
CREATE INDEX role_mapping_of_account ON role_mapping (account);

GRANT SELECT, INSERT, UPDATE, DELETE ON role_mapping TO ${app_role};

-- Sessions of people who signed in with a password. Outside of any log; sign-ins are in the audit trail.
CREATE TABLE console_session (
    -- Digest of the secret in the cookie: who reads this table cannot act as anybody.
    digest           text        NOT NULL PRIMARY KEY,
    account          text        NOT NULL,
    user_id          text        NOT NULL,
    -- The password that signed in: another one ends the session.
    password_version integer     NOT NULL,
    multi_factor     boolean     NOT NULL,
    -- Why the password must be changed before anything else; null where it need not be.
    must_change      text,
    expires          timestamptz NOT NULL,
    -- Tokens, sealed under the master key and bound to the digest; null before the password was changed.
    key_id           text,
    token            bytea,
    -- Of the role that was switched to.
    role_key_id      text,
    role_token       bytea,
    role_expires     timestamptz
);
CREATE INDEX console_session_expires ON console_session (expires);

GRANT SELECT, INSERT, UPDATE, DELETE ON console_session TO ${app_role};

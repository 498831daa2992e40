-- When roles were last used by their sessions: aside from the log, written many at a time.

CREATE TABLE role_use (
    role_id text        NOT NULL PRIMARY KEY REFERENCES iam_role ON DELETE CASCADE,
    used    timestamptz NOT NULL,
    region  text        NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON role_use TO ${app_role};

-- Writes that a client may repeat: which were carried out, and what they were answered. A row is written in the
-- transaction of its write and is of use for some minutes.

CREATE TABLE first_answer (
    invocation bytea       NOT NULL PRIMARY KEY,
    request_id text        NOT NULL,
    expires    timestamptz NOT NULL,
    -- Sealed by the service, since answers hold secrets; null until it is known.
    answer     bytea
);
CREATE INDEX first_answer_expires ON first_answer (expires);

REVOKE ALL ON first_answer FROM PUBLIC, ${app_role};
GRANT SELECT, INSERT, UPDATE, DELETE ON first_answer TO ${app_role};

-- Keys of compacted topics whose entity is gone: the record without a value follows when it is due, unless the key returns.
CREATE TABLE tombstone (
    topic     text        NOT NULL,
    key       text        NOT NULL,
    partition integer     NOT NULL,
    owner     text        NOT NULL,
    due_at    timestamptz NOT NULL,
    PRIMARY KEY (topic, key)
);
CREATE INDEX tombstone_due ON tombstone (due_at, owner);

REVOKE ALL ON tombstone FROM PUBLIC, ${app_role};
GRANT SELECT, INSERT, UPDATE, DELETE ON tombstone TO ${app_role};

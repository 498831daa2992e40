-- How many users an account has: each CreateUser asks, under the lock of the account, and counting rows
-- takes the longer the more there are.

CREATE TABLE user_count (
    account text    NOT NULL PRIMARY KEY,
    users   integer NOT NULL CHECK (users >= 0)
);

INSERT INTO user_count (account, users) SELECT account, count(*) FROM iam_user GROUP BY account;

CREATE FUNCTION count_users() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO user_count (account, users) VALUES (NEW.account, 1)
        ON CONFLICT (account) DO UPDATE SET users = user_count.users + 1;
    ELSE
        UPDATE user_count SET users = users - 1 WHERE account = OLD.account;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER iam_user_counted AFTER INSERT OR DELETE ON iam_user
    FOR EACH ROW EXECUTE FUNCTION count_users();

GRANT SELECT, INSERT, UPDATE ON user_count TO ${app_role};

-- Sessions of people who signed in at a provider stand beside those of users with a password.
ALTER TABLE console_session
    ALTER COLUMN user_id DROP NOT NULL,
    ALTER COLUMN password_version DROP NOT NULL,
    -- ARN of the provider that vouched, and the unique id of the role that it gave.
    ADD COLUMN provider text,
    ADD COLUMN role_id  text,
    ADD CONSTRAINT console_session_of_one CHECK (
        (user_id IS NOT NULL AND password_version IS NOT NULL AND provider IS NULL AND role_id IS NULL)
        OR (user_id IS NULL AND password_version IS NULL AND provider IS NOT NULL AND role_id IS NOT NULL));

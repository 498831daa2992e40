-- What SetSecurityTokenServicePreferences chose; null where nothing was.

ALTER TABLE account ADD COLUMN token_version text;

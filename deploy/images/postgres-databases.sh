#!/usr/bin/env bash
# Runs once, when the PostgreSQL image makes its data directory: a database for each writing service, an owner role for its schema and a runtime role
# that may neither change nor delete history (the grants stand in the migrations).
set -euo pipefail
for service in identity policy; do
  upper=$(printf '%s' "$service" | tr '[:lower:]' '[:upper:]')
  owner_password_name="GATEHOUSE_${upper}_OWNER_PASSWORD"
  password_name="GATEHOUSE_${upper}_PASSWORD"
  psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    -v owner_password="${!owner_password_name}" -v password="${!password_name}" <<SQL
CREATE ROLE gatehouse_${service}_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE gatehouse_${service} LOGIN PASSWORD :'password';
CREATE DATABASE gatehouse_${service} OWNER gatehouse_${service}_owner;
REVOKE ALL ON DATABASE gatehouse_${service} FROM PUBLIC;
GRANT CONNECT ON DATABASE gatehouse_${service} TO gatehouse_${service};
SQL
done

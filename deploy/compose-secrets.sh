#!/usr/bin/env bash
# Makes what docker-compose.yml needs and must not be in the repository: passwords in .env, keys in .gatehouse/compose-keys. Changes nothing that is there.
set -euo pipefail
cd "$(dirname "$0")/.."
umask 077
random() { head -c 32 /dev/urandom | base64 -w0; }
if [ ! -e .env ]; then
  {
    for name in POSTGRES_PASSWORD GATEHOUSE_IDENTITY_OWNER_PASSWORD GATEHOUSE_IDENTITY_PASSWORD GATEHOUSE_POLICY_OWNER_PASSWORD GATEHOUSE_POLICY_PASSWORD; do
      echo "$name=$(random | tr -dc 'A-Za-z0-9')"
    done
    echo "GATEHOUSE_ACCOUNT_ID=$((100000000000 + $(od -An -N5 -tu8 /dev/urandom) % 900000000000))"
  } > .env
fi
mkdir -p .gatehouse/compose-keys .gatehouse/compose-bootstrap
for purpose in facts internal master personal; do
  file=".gatehouse/compose-keys/$purpose-k1.key"
  [ -e "$file" ] || random > "$file"
done
# The services run as user 10001.
if [ "$(id -u)" = 0 ]; then chown -R 10001 .gatehouse/compose-keys .gatehouse/compose-bootstrap; fi
echo "made .env and .gatehouse/compose-keys"

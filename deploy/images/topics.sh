#!/usr/bin/env bash
# Makes Gatehouse's topics as `docs/spec/events.md` says, and changes none that exists; authz-service refuses topics of another shape.
# $1: bootstrap server; $2: replication factor; $3: properties file of a client that may make topics (optional).
set -euo pipefail
bootstrap=$1
replication=${2:-1}
client=(${3:+--command-config "$3"})
day=86400000
topic() {
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$bootstrap" "${client[@]}" --create --if-not-exists \
    --topic "$1" --partitions 32 --replication-factor "$replication" --config "$2" --config "$3"
}
topic gatehouse.identity.facts cleanup.policy=compact "delete.retention.ms=$((7 * day))"
topic gatehouse.policy.facts cleanup.policy=compact "delete.retention.ms=$((7 * day))"
topic gatehouse.events cleanup.policy=delete "retention.ms=$((30 * day))"
topic gatehouse.decisions cleanup.policy=delete "retention.ms=$((7 * day))"
topic gatehouse.usage cleanup.policy=delete "retention.ms=$((30 * day))"

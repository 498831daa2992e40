#!/usr/bin/env bash
# Gives each service its rights to Gatehouse's topics, as `docs/spec/events.md` says; run it as a super user of a broker that has an authorizer
# (`authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer`, `allow.everyone.if.no.acl.found=false`). Repeating it changes nothing.
# $1: bootstrap server; $2: properties file of the super user's client (optional).
set -euo pipefail
bootstrap=$1
client=(${2:+--command-config "$2"})
identity=${GATEHOUSE_IDENTITY_PRINCIPAL:-User:gatehouse-identity}
policy=${GATEHOUSE_POLICY_PRINCIPAL:-User:gatehouse-policy}
authz=${GATEHOUSE_AUTHZ_PRINCIPAL:-User:gatehouse-authz}
allow() {
  local principal=$1
  shift
  "${KAFKA_BIN:-/opt/kafka/bin}/kafka-acls.sh" --bootstrap-server "$bootstrap" "${client[@]}" --add --allow-principal "$principal" "$@"
}
# Every service compares all topics with what they must be when it starts.
topics=()
for topic in gatehouse.identity.facts gatehouse.policy.facts gatehouse.events gatehouse.decisions gatehouse.usage; do
  topics+=(--topic "$topic")
done
for principal in "$identity" "$policy" "$authz"; do
  allow "$principal" --operation Describe --operation DescribeConfigs "${topics[@]}"
  allow "$principal" --operation Write --topic gatehouse.usage
done
# Each relay publishes in transactions of its own name, `<service>-relay-<shard>`: nobody else may fence it.
allow "$identity" --operation Write --topic gatehouse.identity.facts --topic gatehouse.events
allow "$identity" --operation Describe --operation Write --transactional-id identity-relay- --resource-pattern-type prefixed
allow "$policy" --operation Write --topic gatehouse.policy.facts --topic gatehouse.events
allow "$policy" --operation Describe --operation Write --transactional-id policy-relay- --resource-pattern-type prefixed
allow "$policy" --operation Read --topic gatehouse.identity.facts --topic gatehouse.usage --group gatehouse-policy-service --group gatehouse-policy-service-usage
# authz-service assigns itself all partitions, without a group.
allow "$authz" --operation Read --topic gatehouse.identity.facts --topic gatehouse.policy.facts
allow "$authz" --operation Write --topic gatehouse.decisions

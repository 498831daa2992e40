#!/usr/bin/env bash
# The common actions, as a person types them with the AWS command line. Takes the profile and the endpoint from the
# environment, as `gatehouse up` prints them. Ends with 0 when every answer is as it should be, and says what was not.
set -euo pipefail

name="cli-$$"
document='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}'
trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'

# expect WORD COMMAND…: the command's answer holds the word.
expect() {
    local word="$1" answer
    shift
    answer="$("$@" --output text 2>&1)" || { echo "failed: $*: $answer" >&2; exit 1; }
    case "$answer" in
        *"$word"*) ;;
        *) echo "no $word in the answer of: $*: $answer" >&2; exit 1 ;;
    esac
}

# refused CODE COMMAND…: the command is refused with that code.
refused() {
    local code="$1" answer
    shift
    if answer="$("$@" 2>&1)"; then
        echo "not refused: $*" >&2
        exit 1
    fi
    case "$answer" in
        *"$code"*) ;;
        *) echo "not refused as $code: $*: $answer" >&2; exit 1 ;;
    esac
}

expect ":root" aws sts get-caller-identity
expect "$name" aws iam create-user --user-name "$name" --tags Key=team,Value=red
arn="$(aws iam create-policy --policy-name "$name" --policy-document "$document" --query Policy.Arn --output text)"
aws iam attach-user-policy --user-name "$name" --policy-arn "$arn"
expect "$arn" aws iam list-attached-user-policies --user-name "$name"
refused DeleteConflict aws iam delete-user --user-name "$name"
expect "$name" aws iam create-role --role-name "$name" --assume-role-policy-document "$trust"
expect "$name" aws iam create-instance-profile --instance-profile-name "$name"
aws iam add-role-to-instance-profile --instance-profile-name "$name" --role-name "$name"
refused DeleteConflict aws iam delete-role --role-name "$name"
aws iam remove-role-from-instance-profile --instance-profile-name "$name" --role-name "$name"
aws iam delete-instance-profile --instance-profile-name "$name"
aws iam delete-role --role-name "$name"
aws iam detach-user-policy --user-name "$name" --policy-arn "$arn"
aws iam delete-policy --policy-arn "$arn"
aws iam delete-user --user-name "$name"
refused NoSuchEntity aws iam get-user --user-name "$name"
echo "the AWS command line: all as it should be"

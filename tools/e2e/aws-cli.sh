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
# Passwords, devices, account settings.
expect "$name" aws iam create-login-profile --user-name "$name" --password 'a-Long&Rare-Passw0rd' --password-reset-required
refused DeleteConflict aws iam delete-user --user-name "$name"
aws iam delete-login-profile --user-name "$name"
aws iam update-account-password-policy --minimum-password-length 12 --require-symbols
expect 12 aws iam get-account-password-policy
aws iam delete-account-password-policy
aws iam create-account-alias --account-alias "$name"
expect "$name" aws iam list-account-aliases
aws iam delete-account-alias --account-alias "$name"
aws iam set-security-token-service-preferences --global-endpoint-token-version v2Token
expect 2 aws iam get-account-summary --query SummaryMap.GlobalEndpointTokenVersion
seed="$(mktemp)"
expect "mfa/$name" aws iam create-virtual-mfa-device --virtual-mfa-device-name "$name" --outfile "$seed" --bootstrap-method Base32StringSeed
rm -f "$seed"
serial="$(aws iam list-virtual-mfa-devices --query "VirtualMFADevices[?ends_with(SerialNumber, '$name')].SerialNumber" --output text)"
aws iam delete-virtual-mfa-device --serial-number "$serial"

# Keys, versions, boundaries, groups.
key="$(aws iam create-access-key --user-name "$name" --query AccessKey.AccessKeyId --output text)"
expect "$name" aws iam get-access-key-last-used --access-key-id "$key"
account="$(aws sts get-caller-identity --query Account --output text)"
expect "$account" aws sts get-access-key-info --access-key-id "$key"
aws iam delete-access-key --user-name "$name" --access-key-id "$key"
aws iam create-policy-version --policy-arn "$arn" --policy-document "$document" --set-as-default >/dev/null
expect v2 aws iam get-policy --policy-arn "$arn"
aws iam delete-policy-version --policy-arn "$arn" --version-id v1
aws iam put-user-permissions-boundary --user-name "$name" --permissions-boundary "$arn"
expect "$arn" aws iam get-user --user-name "$name"
aws iam delete-user-permissions-boundary --user-name "$name"
aws iam create-group --group-name "$name" >/dev/null
aws iam add-user-to-group --group-name "$name" --user-name "$name"
expect "$name" aws iam list-groups-for-user --user-name "$name"
aws iam put-group-policy --group-name "$name" --policy-name inline --policy-document "$document"
expect "s3:Get" aws iam get-group-policy --group-name "$name" --policy-name inline
expect allowed aws iam simulate-principal-policy --policy-source-arn "arn:aws:iam::$account:user/$name" --action-names s3:GetObject
expect implicitDeny aws iam simulate-principal-policy --policy-source-arn "arn:aws:iam::$account:user/$name" --action-names s3:PutObject
aws iam delete-group-policy --group-name "$name" --policy-name inline
aws iam remove-user-from-group --group-name "$name" --user-name "$name"
aws iam delete-group --group-name "$name"

# Sessions: a role is assumed by the user, and acts.
sts_key="$(aws iam create-access-key --user-name "$name" --query '[AccessKey.AccessKeyId,AccessKey.SecretAccessKey]' --output text)"
aws iam create-role --role-name "$name-assumed" --assume-role-policy-document "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::$account:user/$name\"},\"Action\":[\"sts:AssumeRole\",\"sts:TagSession\"]}]}" >/dev/null
aws iam put-role-policy --role-name "$name-assumed" --policy-name may --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}]}'
endpoint="$(aws configure get endpoint_url)"
# as ID SECRET TOKEN COMMAND…: the command with these credentials.
as() {
    local id="$1" secret="$2" token="$3"
    shift 3
    env -u AWS_PROFILE AWS_ENDPOINT_URL="$endpoint" AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID="$id" AWS_SECRET_ACCESS_KEY="$secret" ${token:+AWS_SESSION_TOKEN="$token"} "$@"
}
read -r id secret <<<"$sts_key"
read -r session_id session_secret session_token <<<"$(as "$id" "$secret" "" aws sts assume-role --role-arn "arn:aws:iam::$account:role/$name-assumed" --role-session-name sess --tags Key=team,Value=red --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)"
expect "assumed-role/$name-assumed/sess" as "$session_id" "$session_secret" "$session_token" aws sts get-caller-identity
expect "$name" as "$session_id" "$session_secret" "$session_token" aws iam list-users
refused AccessDenied as "$session_id" "$session_secret" "$session_token" aws iam list-roles
refused InvalidClientTokenId as "$session_id" "$session_secret" "" aws sts get-caller-identity
aws iam delete-role-policy --role-name "$name-assumed" --policy-name may
aws iam delete-role --role-name "$name-assumed"
refused InvalidClientTokenId as "$session_id" "$session_secret" "$session_token" aws iam list-users
aws iam delete-access-key --user-name "$name" --access-key-id "$id"

# Identity providers, reports.
provider="$(aws iam create-open-id-connect-provider --url "https://$name.example.com" --client-id-list app --thumbprint-list 3768084dfb3d2b68b7897bf5f565da8ef0123456 --query OpenIDConnectProviderArn --output text)"
expect app aws iam get-open-id-connect-provider --open-id-connect-provider-arn "$provider"
aws iam delete-open-id-connect-provider --open-id-connect-provider-arn "$provider"
expect "$name" aws iam get-account-authorization-details --filter User
aws iam generate-credential-report >/dev/null
expect COMPLETE aws iam generate-credential-report
# A report of the last four hours is good enough for AWS, so the user need not be in it.
report="$(aws iam get-credential-report --query Content --output text | base64 -d)"
[[ "$report" == *"<root_account>,"* ]] || { echo "no root in the credential report: $report" >&2; exit 1; }

aws iam detach-user-policy --user-name "$name" --policy-arn "$arn"
aws iam delete-policy --policy-arn "$arn"
aws iam delete-user --user-name "$name"
refused NoSuchEntity aws iam get-user --user-name "$name"
echo "the AWS command line: all as it should be"

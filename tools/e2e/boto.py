"""The common actions with boto3. Takes profile and endpoint from the environment, as `gatehouse up` prints them.

Ends with 0 when every answer is as it should be; an exception says what was not.
"""

import json
import os

import boto3
from botocore.exceptions import ClientError

NAME = f"boto-{os.getpid()}"
DOCUMENT = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]}
)


def trust(principal):
    return {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}],
    }


def refused(code, call, **arguments):
    """The call is refused with that code."""
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return
    raise AssertionError(f"not refused as {code}: {call} {arguments}")


def users(iam):
    user = iam.create_user(UserName=NAME, Path="/boto/", Tags=[{"Key": "team", "Value": "red"}])["User"]
    assert user["UserId"].startswith("AIDA") and user["CreateDate"].tzinfo is not None, user
    assert iam.get_user(UserName=NAME)["User"]["Tags"] == [{"Key": "team", "Value": "red"}]
    iam.tag_user(UserName=NAME, Tags=[{"Key": "b", "Value": "c"}])
    assert len(iam.list_user_tags(UserName=NAME)["Tags"]) == 2
    refused("EntityAlreadyExists", iam.create_user, UserName=NAME.upper())
    iam.get_waiter("user_exists").wait(UserName=NAME)
    key = iam.create_access_key(UserName=NAME)["AccessKey"]
    iam.update_access_key(UserName=NAME, AccessKeyId=key["AccessKeyId"], Status="Inactive")
    assert iam.list_access_keys(UserName=NAME)["AccessKeyMetadata"][0]["Status"] == "Inactive"
    refused("DeleteConflict", iam.delete_user, UserName=NAME)
    iam.delete_access_key(UserName=NAME, AccessKeyId=key["AccessKeyId"])


def groups(iam):
    iam.create_group(GroupName=NAME)
    iam.add_user_to_group(GroupName=NAME, UserName=NAME)
    assert [u["UserName"] for u in iam.get_group(GroupName=NAME)["Users"]] == [NAME]
    iam.put_group_policy(GroupName=NAME, PolicyName="p", PolicyDocument=DOCUMENT)
    assert iam.get_group_policy(GroupName=NAME, PolicyName="p")["PolicyDocument"] == json.loads(DOCUMENT)
    iam.delete_group_policy(GroupName=NAME, PolicyName="p")
    iam.remove_user_from_group(GroupName=NAME, UserName=NAME)
    iam.delete_group(GroupName=NAME)


def policies(iam):
    arn = iam.create_policy(PolicyName=NAME, PolicyDocument=DOCUMENT)["Policy"]["Arn"]
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=DOCUMENT, SetAsDefault=True)
    assert iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"] == "v2"
    iam.attach_user_policy(UserName=NAME, PolicyArn=arn)
    attached = iam.list_attached_user_policies(UserName=NAME)["AttachedPolicies"]
    assert [p["PolicyArn"] for p in attached] == [arn]
    refused("DeleteConflict", iam.delete_policy, PolicyArn=arn)
    iam.detach_user_policy(UserName=NAME, PolicyArn=arn)
    iam.delete_policy_version(PolicyArn=arn, VersionId="v1")
    iam.delete_policy(PolicyArn=arn)


def roles(iam):
    wanted = trust({"AWS": iam.get_user(UserName=NAME)["User"]["Arn"]})
    role = iam.create_role(RoleName=NAME, AssumeRolePolicyDocument=json.dumps(wanted))["Role"]
    assert role["AssumeRolePolicyDocument"] == wanted, role
    iam.create_instance_profile(InstanceProfileName=NAME)
    iam.add_role_to_instance_profile(InstanceProfileName=NAME, RoleName=NAME)
    profile = iam.get_instance_profile(InstanceProfileName=NAME)["InstanceProfile"]
    assert [r["RoleName"] for r in profile["Roles"]] == [NAME]
    refused("DeleteConflict", iam.delete_role, RoleName=NAME)
    iam.remove_role_from_instance_profile(InstanceProfileName=NAME, RoleName=NAME)
    iam.delete_instance_profile(InstanceProfileName=NAME)
    iam.update_role(RoleName=NAME, MaxSessionDuration=7200)
    assert iam.get_role(RoleName=NAME)["Role"]["MaxSessionDuration"] == 7200
    iam.delete_role(RoleName=NAME)
    refused("MalformedPolicyDocument", iam.create_role, RoleName=NAME, AssumeRolePolicyDocument="{")


def passwords(iam):
    iam.create_login_profile(UserName=NAME, Password="a-Long&Rare-Passw0rd", PasswordResetRequired=True)
    assert iam.get_login_profile(UserName=NAME)["LoginProfile"]["PasswordResetRequired"] is True
    iam.update_account_password_policy(MinimumPasswordLength=14)
    refused("PasswordPolicyViolation", iam.update_login_profile, UserName=NAME, Password="short")
    iam.delete_account_password_policy()
    refused("NoSuchEntity", iam.get_account_password_policy)
    iam.delete_login_profile(UserName=NAME)


def devices(iam):
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName=NAME, Tags=[{"Key": "team", "Value": "red"}])["VirtualMFADevice"]
    assert device["QRCodePNG"].startswith(b"\x89PNG") and device["Base32StringSeed"], device["SerialNumber"]
    refused(
        "InvalidAuthenticationCode",
        iam.enable_mfa_device,
        UserName=NAME,
        SerialNumber=device["SerialNumber"],
        AuthenticationCode1="000000",
        AuthenticationCode2="000000",
    )
    assert iam.list_mfa_device_tags(SerialNumber=device["SerialNumber"])["Tags"] == [{"Key": "team", "Value": "red"}]
    iam.delete_virtual_mfa_device(SerialNumber=device["SerialNumber"])


def settings(iam):
    iam.set_security_token_service_preferences(GlobalEndpointTokenVersion="v1Token")
    assert iam.get_account_summary()["SummaryMap"]["GlobalEndpointTokenVersion"] == 1
    iam.set_security_token_service_preferences(GlobalEndpointTokenVersion="v2Token")
    assert iam.get_account_summary()["SummaryMap"]["GlobalEndpointTokenVersion"] == 2
    iam.create_account_alias(AccountAlias=NAME)
    assert iam.list_account_aliases()["AccountAliases"] == [NAME]
    iam.delete_account_alias(AccountAlias=NAME)


def sessions(iam):
    key = iam.create_access_key(UserName=NAME)["AccessKey"]
    user = boto3.Session(key["AccessKeyId"], key["SecretAccessKey"], region_name="us-east-1")
    wanted = trust({"AWS": iam.get_user(UserName=NAME)["User"]["Arn"]})
    role = iam.create_role(RoleName=NAME, AssumeRolePolicyDocument=json.dumps(wanted))["Role"]
    iam.put_role_policy(RoleName=NAME, PolicyName="p", PolicyDocument=DOCUMENT.replace("s3:Get*", "iam:List*"))
    limit = DOCUMENT.replace("s3:Get*", "iam:ListUsers")
    given = user.client("sts").assume_role(RoleArn=role["Arn"], RoleSessionName="boto", Policy=limit)
    assert given["PackedPolicySize"] > 0, given["AssumedRoleUser"]
    key_pair = given["Credentials"]
    session = boto3.Session(
        key_pair["AccessKeyId"], key_pair["SecretAccessKey"], key_pair["SessionToken"], region_name="us-east-1"
    )
    assert session.client("sts").get_caller_identity()["Arn"].endswith(f":assumed-role/{NAME}/boto")
    assert session.client("iam").list_users()["Users"]
    refused("AccessDenied", session.client("iam").list_roles)
    refused("AccessDenied", user.client("sts").get_federation_token, Name="fred")
    refused(
        "ValidationError",
        user.client("sts").assume_role,
        RoleArn=role["Arn"],
        RoleSessionName="boto",
        DurationSeconds=7200,
    )
    iam.delete_role_policy(RoleName=NAME, PolicyName="p")
    iam.delete_role(RoleName=NAME)
    refused("InvalidClientTokenId", session.client("iam").list_users)
    own = user.client("sts").get_session_token()["Credentials"]
    assert own["AccessKeyId"].startswith("ASIA") and own["Expiration"].tzinfo is not None
    iam.delete_access_key(UserName=NAME, AccessKeyId=key["AccessKeyId"])
    refused("InvalidClientTokenId", user.client("sts").get_caller_identity)


def providers(iam):
    arn = iam.create_open_id_connect_provider(
        Url=f"https://{NAME}.example.com",
        ClientIDList=["app"],
        ThumbprintList=["3768084dfb3d2b68b7897bf5f565da8ef0123456"],
    )["OpenIDConnectProviderArn"]
    iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=arn, ClientID="more")
    assert iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn)["ClientIDList"] == ["app", "more"]
    iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=arn)


def simulations(iam):
    iam.put_user_policy(UserName=NAME, PolicyName="p", PolicyDocument=DOCUMENT)
    source = iam.get_user(UserName=NAME)["User"]["Arn"]
    results = iam.simulate_principal_policy(PolicySourceArn=source, ActionNames=["s3:GetObject", "s3:PutObject"])
    decisions = [result["EvalDecision"] for result in results["EvaluationResults"]]
    assert decisions == ["allowed", "implicitDeny"], results
    boundary = iam.create_policy(PolicyName=NAME, PolicyDocument=DOCUMENT.replace("s3:Get*", "ec2:*"))["Policy"]["Arn"]
    iam.put_user_permissions_boundary(UserName=NAME, PermissionsBoundary=boundary)
    refused("DeleteConflict", iam.delete_policy, PolicyArn=boundary)
    results = iam.simulate_principal_policy(PolicySourceArn=source, ActionNames=["s3:GetObject"])
    assert results["EvaluationResults"][0]["EvalDecision"] == "implicitDeny", results
    iam.delete_user_permissions_boundary(UserName=NAME)
    iam.delete_policy(PolicyArn=boundary)
    iam.delete_user_policy(UserName=NAME, PolicyName="p")


def reports(iam):
    assert iam.generate_credential_report()["State"] in ("STARTED", "INPROGRESS", "COMPLETE")
    # One of the last four hours is good enough for AWS, so the user need not be in it.
    assert b"\n<root_account>," in iam.get_credential_report()["Content"]
    details = iam.get_paginator("get_account_authorization_details").paginate(Filter=["User"])
    assert NAME in [user["UserName"] for page in details for user in page["UserDetailList"]]


def pages(iam):
    names = [f"{NAME}-{i}" for i in range(5)]
    for name in names:
        iam.create_user(UserName=name, Path=f"/{NAME}/")
    pager = iam.get_paginator("list_users")
    found = [u["UserName"] for page in pager.paginate(PathPrefix=f"/{NAME}/", PaginationConfig={"PageSize": 2}) for u in page["Users"]]
    assert found == names, found
    for name in names:
        iam.delete_user(UserName=name)


def main():
    iam = boto3.client("iam")
    assert boto3.client("sts").get_caller_identity()["Arn"].endswith(":root")
    for step in (users, groups, policies, roles, passwords, devices, settings, sessions, providers, simulations, reports, pages):
        step(iam)
    iam.delete_user(UserName=NAME)
    refused("NoSuchEntity", iam.get_user, UserName=NAME)
    print("boto3: all as it should be")


main()

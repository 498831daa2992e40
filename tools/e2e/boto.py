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
    for step in (users, groups, policies, roles, pages):
        step(iam)
    iam.delete_user(UserName=NAME)
    refused("NoSuchEntity", iam.get_user, UserName=NAME)
    print("boto3: all as it should be")


main()

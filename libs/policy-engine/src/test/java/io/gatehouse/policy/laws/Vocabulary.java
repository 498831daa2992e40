package io.gatehouse.policy.laws;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policy.decision.Principal;

import java.util.List;

/**
 * The few words that generated policies and requests share, so that they come close to matching.
 */
final class Vocabulary {

    static final AccountId A = new AccountId("111111111111");
    static final AccountId B = new AccountId("222222222222");

    static final List<Principal> PRINCIPALS =
            List.of(
                    user("user/alice", A, "AIDAALICEALICEALICEAL"),
                    user("user/team/Alice", A, null),
                    user("user/bob", B, "AIDABOBBOBBOBBOBBOBBO"),
                    role("role/r", "r", "sess", A, "AROARRRRRRRRRRRRRRRRR"),
                    role("role/app/r", "r", "other", A, null),
                    role("role/r", "r", "sess", B, null),
                    role("role/aws-service-role/x/linked", "linked", "s", A, null),
                    Principal.parse("arn:aws:iam::111111111111:role/app/r"),
                    federated("alice", "arn:aws:iam::111111111111:user/alice"),
                    federated("bob", null),
                    Principal.AccountRoot.of(A),
                    Principal.AccountRoot.of(B),
                    new Principal.ServicePrincipal("lambda.amazonaws.com"),
                    new Principal.WebIdentity(
                            "arn:aws:iam::111111111111:oidc-provider/idp.example"),
                    new Principal.Anonymous());

    static final List<String> NAMES_AWS =
            List.of(
                    "*",
                    "111111111111",
                    "222222222222",
                    "arn:aws:iam::111111111111:root",
                    "arn:aws:iam::222222222222:root",
                    "arn:aws:iam::111111111111:user/alice",
                    "arn:aws:iam::111111111111:user/Alice",
                    "arn:aws:iam::111111111111:user/team/Alice",
                    "arn:aws:iam::222222222222:user/bob",
                    "arn:aws:iam::111111111111:role/r",
                    "arn:aws:iam::111111111111:role/app/R",
                    "arn:aws:iam::222222222222:role/r",
                    "arn:aws:sts::111111111111:assumed-role/r/sess",
                    "arn:aws:sts::111111111111:assumed-role/r/other",
                    "arn:aws:sts::111111111111:federated-user/alice",
                    "arn:aws:sts::111111111111:federated-user/bob",
                    "AIDAALICEALICEALICEAL",
                    "AROARRRRRRRRRRRRRRRRR",
                    "AROARRRRRRRRRRRRRRRRR:sess",
                    "arn:aws-cn:iam::111111111111:role/r");

    static final List<String> ACTIONS =
            List.of(
                    "s3:GetObject",
                    "s3:GetObjectAcl",
                    "s3:PutObject",
                    "S3:getobject",
                    "s3:ListBucket",
                    "sqs:SendMessage",
                    "sqs:GetQueueUrl",
                    "iam:GetUser",
                    "kms:Decrypt",
                    "lambda:Invoke",
                    "sts:AssumeRole",
                    "sts:AssumeRoleWithWebIdentity",
                    "sts:TagSession",
                    "sts:SetSourceIdentity",
                    "sts:GetCallerIdentity");

    static final List<String> RESOURCES =
            List.of(
                    "*",
                    "arn:aws:s3:::b",
                    "arn:aws:s3:::b/k",
                    "arn:aws:s3:::b/alice/k",
                    "arn:aws:s3:::b/red/k.txt",
                    "arn:aws:s3:::b/*",
                    "arn:aws:s3:::b/${aws:username}/k",
                    "arn:aws:s3:::bb/k/k",
                    "arn:aws:s3:::b/",
                    "arn:aws:s3:::b//k",
                    "arn:aws:s3:::b/k/a:b/k",
                    "arn:aws:sqs:eu-west-1:111111111111:q",
                    "arn:aws:sqs:us-east-1:222222222222:q",
                    "arn:aws:kms:eu-west-1:111111111111:key/1",
                    "arn:aws:kms:eu-west-1:222222222222:key/1",
                    "arn:aws:lambda:us-east-1:111111111111:function:f:alias",
                    "arn:aws:lambda:us-east-1:111111111111:function:f",
                    "arn:aws:iam::111111111111:role/r",
                    "arn:aws:iam::111111111111:role/app/t",
                    "arn:aws:iam::222222222222:role/t",
                    "arn:aws:iam::111111111111:user/alice",
                    "arn:aws:s3",
                    "q",
                    "",
                    "arn:aws:s3:::");

    static final List<String> VARIABLES =
            List.of(
                    "${aws:username}",
                    "${AWS:UserName}",
                    "${aws:PrincipalAccount}",
                    "${aws:PrincipalTag/p}",
                    "${aws:PrincipalTag/p, 'k'}",
                    "${aws:PrincipalTag/none, '*'}",
                    "${aws:TagKeys}",
                    "${aws:TagKeys, 'k'}",
                    "${svc:none}",
                    "${aws:PrincipalArn}",
                    "${*}",
                    "${?}",
                    "${$}",
                    "${",
                    "${}",
                    "}");

    /** Context keys and the values they may have. */
    record Key(String name, List<String> values, List<String> operators) {
        Key(String name, List<String> values) {
            this(name, values, TEXT);
        }
    }

    private static final List<String> TEXT =
            List.of(
                    "StringEquals",
                    "StringNotEquals",
                    "StringEqualsIgnoreCase",
                    "StringNotEqualsIgnoreCase",
                    "StringLike",
                    "StringNotLike");
    private static final List<String> NUMERIC = ordered("Numeric");
    private static final List<String> DATE = ordered("Date");
    private static final List<String> ADDRESS = List.of("IpAddress", "NotIpAddress");
    private static final List<String> ARN =
            List.of("ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "StringLike");

    static final List<String> STRINGS =
            List.of(
                    "", "a", "A", "ab", "a*", "k", "alice", "red", "b", "true", "10", "\u00e4",
                    "\u00c4");
    static final List<String> NUMBERS =
            List.of(
                    "10",
                    "10.0",
                    "-3",
                    "+7",
                    "1e1",
                    "12abc",
                    "",
                    "9007199254740993",
                    "9007199254740992",
                    "0",
                    "-0",
                    ".5",
                    "0.50",
                    "0x10",
                    " 10");
    static final List<String> DATES =
            List.of(
                    "2020-01-01T00:00:00Z",
                    "2020-01-01",
                    "2020-01",
                    "2020",
                    "1577836800",
                    "2020-01-01T01:00:00+01:00",
                    "2020-01-01T00:00",
                    "2020-01-01T00:00:00.000Z",
                    "2020-01-01T00:00:00.5Z",
                    "2020-02-30",
                    "not a date",
                    "",
                    "2019-12-31T23:59:59Z",
                    "-1",
                    "99999");
    static final List<String> ADDRESSES =
            List.of(
                    "10.0.0.1",
                    "10.255.0.1",
                    "11.0.0.1",
                    "2001:db8::1",
                    "2001:0DB8:0:0:0:0:0:1",
                    "::ffff:10.0.0.1",
                    "::",
                    "not an address",
                    "",
                    "10.0.0.256",
                    "10.0.0.01",
                    "10.0.0");
    static final List<String> RANGES =
            List.of(
                    "10.0.0.0/8",
                    "10.0.0.1",
                    "10.0.0.1/32",
                    "10.9.9.9/8",
                    "0.0.0.0/0",
                    "2001:db8::/32",
                    "2001:db8::1",
                    "::/0",
                    "10.0.0.0/33",
                    "10.0.0.0/",
                    "nonsense",
                    "::ffff:10.0.0.0/104");
    static final List<String> BOOLS = List.of("true", "false", "TRUE", "False", "yes", "", "1");
    static final List<String> ARNS =
            List.of(
                    "arn:aws:s3:::b/k",
                    "arn:aws:sqs:eu-west-1:111111111111:q",
                    "arn:aws:iam::111111111111:role/r",
                    "arn:aws:lambda:us-east-1:111111111111:function:f:alias",
                    "not an arn",
                    "arn:aws:s3",
                    "a:b:c:d:e:f");
    static final List<String> BYTES = List.of("abc", "YWJj", "", "%%%", "YWI=", "ab");

    static final List<Key> KEYS =
            List.of(
                    new Key("svc:s", STRINGS),
                    new Key("svc:n", NUMBERS, NUMERIC),
                    new Key("svc:d", DATES, DATE),
                    new Key("aws:SourceIp", ADDRESSES, ADDRESS),
                    new Key("svc:b", BOOLS, List.of("Bool")),
                    new Key("svc:a", ARNS, ARN),
                    new Key("svc:bin", BYTES, List.of("BinaryEquals")),
                    new Key("aws:TagKeys", STRINGS),
                    new Key(
                            "aws:PrincipalTag/p",
                            List.of("k", "*", "red", "", "a:b", "?", "${aws:username}")),
                    new Key("aws:RequestTag/p", STRINGS),
                    new Key("aws:username", List.of("alice", "bob", "k")),
                    // TMP new Key("aws:TokenIssueTime", DATES, DATE),
                    new Key("sts:SourceIdentity", STRINGS),
                    new Key("aws:PrincipalArn", ARNS, ARN));

    private Vocabulary() {}

    private static List<String> ordered(String type) {
        return List.of(
                type + "Equals",
                type + "NotEquals",
                type + "LessThan",
                type + "LessThanEquals",
                type + "GreaterThan",
                type + "GreaterThanEquals");
    }

    private static Principal user(String resource, AccountId account, String id) {
        return new Principal.User(
                "arn:aws:iam::" + account + ":" + resource,
                account,
                resource.substring(resource.lastIndexOf('/') + 1),
                id == null ? null : new UniqueId(id));
    }

    private static Principal role(
            String resource, String name, String session, AccountId account, String id) {
        return new Principal.AssumedRole(
                "arn:aws:sts::%s:assumed-role/%s/%s".formatted(account, name, session),
                account,
                "arn:aws:iam::" + account + ":" + resource,
                name,
                session,
                id == null ? null : new UniqueId(id));
    }

    private static Principal federated(String name, String user) {
        return new Principal.FederatedUser(
                "arn:aws:sts::111111111111:federated-user/" + name, A, name, user, null);
    }
}

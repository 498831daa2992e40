package io.gatehouse.policy.language;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The condition keys of everybody ({@code aws:}) and of IAM and STS: whether they have one value or
 * several, and of what kind (SEMANTICS 5). Keys of other services are anybody's to define.
 */
final class KnownKeys {

    /** What a value looks like. */
    enum Kind {
        TEXT,
        ARN,
        DATE,
        NUMBER,
        BOOLEAN,
        ADDRESS
    }

    /** A key, or with a slash at the end of its name a family of keys. */
    record Known(String name, boolean many, Kind kind) {}

    private static final String KEYS =
            """
            aws:AssumedRoot boolean
            aws:CalledVia many
            aws:CalledViaAWSMCP
            aws:CalledViaFirst
            aws:CalledViaLast
            aws:ChatbotSourceArn arn
            aws:CurrentTime date
            aws:Ec2InstanceSourcePrivateIPv4 address
            aws:Ec2InstanceSourceVpc
            aws:EpochTime date
            aws:FederatedProvider
            aws:IsMcpServiceAction boolean
            aws:MultiFactorAuthAge number
            aws:MultiFactorAuthPresent boolean
            aws:PrincipalAccount
            aws:PrincipalArn arn
            aws:PrincipalIsAWSService boolean
            aws:PrincipalOrgID
            aws:PrincipalOrgMasterAccountId
            aws:PrincipalOrgPaths many
            aws:PrincipalServiceName
            aws:PrincipalServiceNamesList many
            aws:PrincipalTag/
            aws:PrincipalType
            aws:Referer
            aws:RequestedRegion
            aws:RequestTag/
            aws:ResourceAccount
            aws:ResourceOrgID
            aws:ResourceOrgPaths many
            aws:ResourceTag/
            aws:SecureTransport boolean
            aws:SignInSessionArn arn
            aws:SourceAccount
            aws:SourceArn arn
            aws:SourceIdentity
            aws:SourceIp address
            aws:SourceOrgID
            aws:SourceOrgPaths many
            aws:SourceOwner
            aws:SourceVpc
            aws:SourceVpcArn arn
            aws:SourceVpce
            aws:TagKeys many
            aws:TokenIssueTime date
            aws:UserAgent
            aws:userid
            aws:username
            aws:ViaAWSMCPService boolean
            aws:ViaAWSService boolean
            aws:VpceAccount
            aws:VpceOrgID
            aws:VpceOrgPaths many
            aws:VpcSourceIp address
            iam:AssociatedResourceArn arn
            iam:AWSServiceName
            iam:DelegationDuration number
            iam:DelegationRequestOwner arn
            iam:FIDO-certification
            iam:FIDO-FIPS-140-2-certification
            iam:FIDO-FIPS-140-3-certification
            iam:NotificationChannel
            iam:OrganizationsPolicyId
            iam:PassedToService
            iam:PermissionsBoundary arn
            iam:PolicyARN arn
            iam:RegisterSecurityKey
            iam:ResourceTag/
            iam:ServiceSpecificCredentialAgeDays number
            iam:ServiceSpecificCredentialServiceName
            iam:TemplateArn arn
            sts:AWSServiceName
            sts:DurationSeconds number
            sts:ExternalId
            sts:IdentityTokenAudience many
            sts:RequestContext/
            sts:RequestContextProviders many
            sts:RoleSessionName
            sts:SigningAlgorithm
            sts:SourceIdentity
            sts:TaskPolicyArn arn
            sts:TransitiveTagKeys many
            """;

    private static final Map<String, Known> BY_NAME = new HashMap<>();

    static {
        for (String line : KEYS.lines().toList()) {
            String[] words = line.split(" ", 2);
            String what = words.length == 1 ? "text" : words[1];
            boolean many = what.equals("many");
            Kind kind = many ? Kind.TEXT : Kind.valueOf(what.toUpperCase(Locale.ROOT));
            BY_NAME.put(folded(words[0]), new Known(words[0], many, kind));
        }
    }

    private KnownKeys() {}

    /** Null if the key is not known. */
    static @Nullable Known find(String key) {
        String name = folded(key);
        int slash = name.indexOf('/');
        Known known = BY_NAME.get(slash > 0 ? name.substring(0, slash + 1) : name);
        return known == null || (slash > 0 && slash == name.length() - 1) ? null : known;
    }

    /** Whether it has several values: a known key, or a claim that is a list. */
    static boolean isMultiValued(String key) {
        Known known = find(key);
        return known == null ? folded(key).endsWith(":amr") : known.many();
    }

    /** Whether it is the name of a family, without the tag's key that belongs behind it. */
    static boolean lacksTagKey(String key) {
        String name = folded(key);
        return BY_NAME.containsKey(name.endsWith("/") ? name : name + "/");
    }

    /** Whether keys of this vendor are all known here. */
    static boolean isOurs(String key) {
        String name = folded(key);
        return name.startsWith("aws:") || name.startsWith("iam:") || name.startsWith("sts:");
    }

    private static String folded(String key) {
        return key.toLowerCase(Locale.ROOT);
    }
}

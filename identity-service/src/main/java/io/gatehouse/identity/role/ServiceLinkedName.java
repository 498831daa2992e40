package io.gatehouse.identity.role;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name and path of a service-linked role: {@code
 * /aws-service-role/elasticbeanstalk.amazonaws.com/AWSServiceRoleForElasticBeanstalk}.
 */
record ServiceLinkedName(String service, EntityName name) {

    private static final String PATH = "/aws-service-role/";
    private static final Pattern SERVICE =
            Pattern.compile("[a-z0-9][a-z0-9-]*([.][a-z0-9][a-z0-9-]*)*[.]amazonaws[.]com");

    /** How AWS writes services whose name is not their own with one capital. */
    private static final Map<String, String> WRITTEN =
            Map.ofEntries(
                    Map.entry("autoscaling", "AutoScaling"),
                    Map.entry("ecs", "ECS"),
                    Map.entry("eks", "AmazonEKS"),
                    Map.entry("eks-nodegroup", "AmazonEKSNodegroup"),
                    Map.entry("elasticache", "ElastiCache"),
                    Map.entry("elasticbeanstalk", "ElasticBeanstalk"),
                    Map.entry("elasticfilesystem", "AmazonElasticFileSystem"),
                    Map.entry("elasticloadbalancing", "ElasticLoadBalancing"),
                    Map.entry("guardduty", "AmazonGuardDuty"),
                    Map.entry("lex", "LexBots"),
                    Map.entry("opensearchservice", "AmazonOpenSearchService"),
                    Map.entry("organizations", "Organizations"),
                    Map.entry("rds", "RDS"),
                    Map.entry("spot", "EC2Spot"),
                    Map.entry("spotfleet", "EC2SpotFleet"),
                    Map.entry("sso", "SSO"),
                    Map.entry("support", "Support"),
                    Map.entry("trustedadvisor", "TrustedAdvisor"));

    /** Fails with InvalidInput for what is no service, or for a name that comes out too long. */
    static ServiceLinkedName of(String service, @Nullable String suffix) {
        if (!SERVICE.matcher(service).matches()) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT,
                    "Service principal %s is not valid.".formatted(service));
        }
        String label = service.substring(0, service.indexOf('.'));
        String written = WRITTEN.getOrDefault(label, capitalized(label));
        String name = "AWSServiceRoleFor" + written + (suffix == null ? "" : "_" + suffix);
        if (name.length() > EntityName.MAX_USER_OR_ROLE) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT,
                    "The role name %s is longer than %d characters."
                            .formatted(name, EntityName.MAX_USER_OR_ROLE));
        }
        return new ServiceLinkedName(service, new EntityName(name));
    }

    private static String capitalized(String label) {
        return Arrays.stream(label.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** Whether a path is kept for service-linked roles. */
    static boolean isReserved(EntityPath path) {
        return path.text().startsWith(PATH);
    }

    EntityPath path() {
        return new EntityPath(PATH + service + "/");
    }

    /** Trusts the service and nobody else. */
    TrustPolicy trust() {
        return new TrustPolicy(
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                        + "{\"Service\":\"%s\"},\"Action\":\"sts:AssumeRole\"}]}"
                                .formatted(service));
    }
}

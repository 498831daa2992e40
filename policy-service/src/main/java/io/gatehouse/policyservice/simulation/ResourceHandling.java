package io.gatehouse.policyservice.simulation;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** The EC2 scenarios of ResourceHandlingOption, and which resources each must name. */
final class ResourceHandling {

    private static final List<String> ALWAYS =
            List.of("instance", "image", "security-group", "network-interface");
    private static final Map<String, List<String>> FURTHER =
            Map.of(
                    "EC2-VPC-InstanceStore", List.of(),
                    "EC2-VPC-InstanceStore-Subnet", List.of("subnet"),
                    "EC2-VPC-EBS", List.of("volume"),
                    "EC2-VPC-EBS-Subnet", List.of("subnet", "volume"));

    private ResourceHandling() {}

    /** Fails with InvalidInput where the option is not known or a resource of it is missing. */
    static void check(@Nullable String option, List<String> resources) {
        if (option == null) {
            return;
        }
        List<String> further = FURTHER.get(option);
        if (further == null) {
            throw invalid("`%s` is no ResourceHandlingOption".formatted(option));
        }
        for (List<String> kinds : List.of(ALWAYS, further)) {
            for (String kind : kinds) {
                if (resources.stream().noneMatch(arn -> isOf(kind, arn))) {
                    throw invalid("`%s` needs a resource `%s`".formatted(option, kind));
                }
            }
        }
    }

    private static boolean isOf(String kind, String arn) {
        String[] parts = arn.split(":", 6);
        return parts.length == 6 && parts[5].startsWith(kind + "/");
    }

    private static RefusedException invalid(String message) {
        return RefusedException.of(ErrorCode.INVALID_INPUT, message);
    }
}

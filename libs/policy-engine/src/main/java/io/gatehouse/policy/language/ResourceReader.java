package io.gatehouse.policy.language;

import io.gatehouse.policy.language.Problems.Pass;
import io.gatehouse.policy.language.ResourceClause.NotResources;
import io.gatehouse.policy.language.ResourceClause.Resources;
import io.gatehouse.policy.language.Values.Placed;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/** The Resource and NotResource elements (SEMANTICS 1). */
final class ResourceReader {

    private static final Set<String> PARTITIONS =
            Set.of(
                    "aws",
                    "aws-cn",
                    "aws-us-gov",
                    "aws-iso",
                    "aws-iso-b",
                    "aws-iso-e",
                    "aws-iso-f",
                    "aws-eusc");
    private static final List<String> IAM_STARTS =
            List.of(
                    "user/",
                    "federated-user/",
                    "role/",
                    "group/",
                    "instance-profile/",
                    "mfa/",
                    "server-certificate/",
                    "policy/",
                    "sms-mfa/",
                    "saml-provider/",
                    "oidc-provider/",
                    "report/",
                    "access-report/");

    private final PolicyKind kind;
    private final LanguageVersion version;
    private final Problems problems;

    ResourceReader(PolicyKind kind, LanguageVersion version, Problems problems) {
        this.kind = kind;
        this.version = version;
        this.problems = problems;
    }

    @Nullable ResourceClause resource(Json value) {
        List<String> patterns = patterns(value, "a Resource");
        return patterns.isEmpty() ? null : new Resources(patterns);
    }

    @Nullable ResourceClause notResource(Json value) {
        List<String> patterns = patterns(value, "a NotResource");
        return patterns.isEmpty() ? null : new NotResources(patterns);
    }

    private List<String> patterns(Json value, String what) {
        List<Placed> strings = Values.strings(value, what, problems::syntax);
        if (strings.isEmpty() && value instanceof Json.Elements list && list.elements().isEmpty()) {
            problems.refuse(
                    Pass.RESOURCES_EXIST,
                    value.place(),
                    "Policy statement must contain resources.",
                    "the list of resources is empty");
        }
        strings.forEach(this::check);
        return Values.texts(strings);
    }

    private void check(Placed resource) {
        String text = resource.text();
        if (text.equals("*")) {
            return;
        }
        String shown = DocumentReader.abbreviated(text);
        if (!text.startsWith("arn:")) {
            problems.refuse(
                    Pass.RESOURCE_FORMAT,
                    resource.place(),
                    "Resource %s must be in ARN format or \"*\".".formatted(shown),
                    "a resource is `*` or an ARN");
            return;
        }
        List<String> parts = PatternToken.splitArn(text, version);
        String partition = parts.get(1);
        if (!PARTITIONS.contains(partition) && !isWildcard(partition)) {
            refuse(
                    resource,
                    "Partition \"%s\" is not valid for resource \"%s\"."
                            .formatted(DocumentReader.abbreviated(partition), padded(parts)),
                    "the partition is `aws` or one of its siblings");
            return;
        }
        String service = parts.size() > 2 ? parts.get(2) : "";
        if (service.isEmpty() || isWildcard(service) || service.contains("${")) {
            refuse(
                    resource,
                    "Resource vendor must be fully qualified and cannot contain regexes.",
                    "the service of an ARN holds neither wildcards nor variables");
            return;
        }
        if (parts.size() < 6) {
            checkShort(resource);
        } else {
            checkService(resource, service, parts);
        }
        if (text.contains("${")
                && version.hasVariables()
                && PatternToken.hasUnclosedVariable(text)) {
            refuse(resource, Problems.SYNTAX_ERRORS, "the variable `${` is not closed");
        }
        if (problems.advising()) {
            VariableAdvice.onText(text, version, resource.place(), problems);
        }
    }

    private void checkShort(Placed resource) {
        String text = resource.text();
        boolean reads =
                switch (kind) {
                    case IDENTITY, MANAGED, SESSION, BOUNDARY -> true;
                    case RESOURCE -> isWildcard(text);
                    case SERVICE_CONTROL -> text.endsWith("*");
                    case TRUST, RESOURCE_CONTROL -> false;
                };
        if (!reads) {
            refuse(
                    resource,
                    "Resource %s must be in ARN format or \"*\"."
                            .formatted(DocumentReader.abbreviated(text)),
                    "an ARN has six parts");
        } else if (problems.advising()) {
            problems.warn(
                    PolicyCheck.MISSING_ARN_FIELD,
                    resource.place(),
                    "an ARN has six parts; those that are missing are read as `*`");
        }
    }

    private void checkService(Placed resource, String service, List<String> parts) {
        String region = parts.get(3);
        String name = parts.get(5);
        if (service.equals("iam") && !region.isEmpty()) {
            refuse(
                    resource,
                    "IAM resource %s cannot contain region information."
                            .formatted(DocumentReader.abbreviated(resource.text())),
                    "the region of an IAM ARN is empty");
        }
        boolean bucketOrObject = service.equals("s3") && parts.get(4).isEmpty();
        if (bucketOrObject && !region.isEmpty()) {
            refuse(
                    resource,
                    "Resource %s can not contain region information."
                            .formatted(DocumentReader.abbreviated(resource.text())),
                    "the region of a bucket or object is empty");
        }
        if (service.equals("iam") && !isIamName(name)) {
            refuse(
                    resource,
                    "IAM resource path must either be \"*\" or start with "
                            + String.join(", ", IAM_STARTS)
                            + ".",
                    "an IAM resource is `root`, `*` or starts with its kind");
        }
    }

    private static boolean isIamName(String name) {
        if (name.equals("*") || name.equals("root")) {
            return true;
        }
        return IAM_STARTS.stream().anyMatch(name::startsWith);
    }

    private void refuse(Placed resource, String message, String detail) {
        problems.refuseOnWrite(Pass.RESOURCE_FORMAT, resource.place(), message, detail);
    }

    private static boolean isWildcard(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** The ARN as AWS repeats it: missing parts as stars. */
    private static String padded(List<String> parts) {
        StringBuilder arn = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            arn.append(i == 0 ? "" : ":").append(i < parts.size() ? parts.get(i) : "*");
        }
        return DocumentReader.abbreviated(arn.toString());
    }
}

package io.gatehouse.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Who may use whom: the table in ARCHITECTURE.md. */
class ModuleBoundariesTest {

    /** Package of each module, and the modules of ours whose packages it may name. */
    private static final Map<String, Set<String>> MAY_USE =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("model", Set.of()),
                            Map.entry("metering", Set.of()),
                            Map.entry("policy", Set.of("model")),
                            Map.entry("contracts", Set.of("model")),
                            Map.entry("snapshot", Set.of("model", "policy", "contracts")),
                            Map.entry("infra", Set.of()),
                            Map.entry("eventstore", Set.of("model")),
                            Map.entry("awsquery", Set.of("model")),
                            Map.entry("sigv4", Set.of("model")),
                            Map.entry("authz.client", Set.of("model", "authz.v1")),
                            Map.entry("permission", Set.of("model", "authz.client")),
                            Map.entry("examples", Set.of("model", "permission", "authz.client")),
                            Map.entry(
                                    "replica",
                                    Set.of(
                                            "model",
                                            "policy",
                                            "contracts",
                                            "snapshot",
                                            "authz.client",
                                            "authz.v1")),
                            Map.entry(
                                    "kit",
                                    Set.of(
                                            "model",
                                            "metering",
                                            "contracts",
                                            "eventstore",
                                            "awsquery",
                                            "sigv4",
                                            "authz.client",
                                            "authz.v1",
                                            "internal.v1")),
                            Map.entry(
                                    "identity",
                                    Set.of(
                                            "model",
                                            "policy.language",
                                            "contracts",
                                            "eventstore",
                                            "awsquery",
                                            "sigv4",
                                            "kit",
                                            "internal.v1",
                                            "authz.client")),
                            Map.entry(
                                    "policyservice",
                                    Set.of(
                                            "model",
                                            "policy",
                                            "contracts",
                                            "eventstore",
                                            "awsquery",
                                            "kit",
                                            "internal.v1",
                                            "authz.client")),
                            Map.entry(
                                    "authz",
                                    Set.of(
                                            "model",
                                            "policy",
                                            "contracts",
                                            "snapshot",
                                            "replica",
                                            "kit",
                                            "authz.v1",
                                            "internal.v1")),
                            Map.entry(
                                    "gateway",
                                    Set.of("model", "awsquery", "sigv4", "kit", "internal.v1")),
                            Map.entry(
                                    "cli",
                                    Set.of(
                                            "model",
                                            "policy",
                                            "authz.client",
                                            "authz.v1",
                                            "internal.v1")),
                            Map.entry("standalone", Set.of("model", "infra", "contracts", "kit"))));

    @TestFactory
    Stream<DynamicTest> a_module_uses_only_what_the_architecture_allows() {
        JavaClasses classes = ProductClasses.all();
        return MAY_USE.keySet().stream()
                .map(module ->
                        DynamicTest.dynamicTest(
                                module,
                                () ->
                                        noClasses()
                                                .that()
                                                .resideInAnyPackage(inside(module))
                                                .and()
                                                .resideOutsideOfPackages(nestedModules(module))
                                                .should()
                                                .dependOnClassesThat()
                                                .resideInAnyPackage(forbidden(module))
                                                .because(
                                                        "%s may use only %s of ours (ARCHITECTURE.md, Modules)"
                                                                .formatted(
                                                                        module,
                                                                        MAY_USE.get(module)))
                                                .check(classes)));
    }

    @TestFactory
    Stream<DynamicTest> what_must_stay_pure_knows_no_framework() {
        Map<String, String[]> forbidden =
                Map.of(
                        "model",
                        new String[] {
                            "io.quarkus..",
                            "io.smallrye..",
                            "io.vertx..",
                            "com.fasterxml..",
                            "org.apache.."
                        },
                        "policy",
                        new String[] {
                            "io.quarkus..",
                            "io.smallrye..",
                            "io.vertx..",
                            "org.apache..",
                            "java.net..",
                            "java.nio.file.."
                        },
                        "snapshot",
                        new String[] {
                            "io.quarkus..", "io.smallrye..", "io.vertx..", "org.apache.."
                        },
                        "contracts",
                        new String[] {
                            "io.quarkus..", "io.smallrye..", "io.vertx..", "org.apache.."
                        },
                        "replica",
                        new String[] {"io.quarkus..", "io.vertx..", "jakarta.."},
                        "eventstore",
                        new String[] {"io.quarkus..", "org.apache.kafka..", "jakarta.."},
                        "authz",
                        new String[] {"io.vertx.sqlclient..", "org.hibernate..", "java.sql.."});
        JavaClasses classes = ProductClasses.all();
        return forbidden.entrySet().stream()
                .map(entry ->
                        DynamicTest.dynamicTest(
                                entry.getKey(),
                                () ->
                                        noClasses()
                                                .that()
                                                .resideInAnyPackage(inside(entry.getKey()))
                                                .should()
                                                .dependOnClassesThat()
                                                .resideInAnyPackage(entry.getValue())
                                                .because("DESIGN 1, \"Who may use whom\"")
                                                .check(classes)));
    }

    private static String inside(String module) {
        return "io.gatehouse." + module + "..";
    }

    /**
     * {@code authz} is the prefix of {@code authz.client} and {@code authz.v1}, which are modules
     * of their own.
     */
    private static String[] nestedModules(String module) {
        return module.equals("authz")
                ? new String[] {"io.gatehouse.authz.client..", "io.gatehouse.authz.v1.."}
                : new String[] {"io.gatehouse.nothing.."};
    }

    private static String[] forbidden(String module) {
        List<String> packages = new ArrayList<>();
        for (String other :
                List.of(
                        "model",
                        "metering",
                        "policy.language",
                        "policy.decision",
                        "contracts",
                        "snapshot",
                        "infra",
                        "eventstore",
                        "awsquery",
                        "sigv4",
                        "authz.client",
                        "authz.v1",
                        "internal.v1",
                        "replica",
                        "permission",
                        "examples",
                        "kit",
                        "identity",
                        "policyservice",
                        "gateway",
                        "cli",
                        "standalone",
                        "benchmarks")) {
            boolean own =
                    other.equals(module)
                            || (other.startsWith(module + ".") && !module.equals("authz"));
            boolean allowed =
                    MAY_USE.get(module).stream()
                            .anyMatch(may -> other.equals(may) || other.startsWith(may + "."));
            if (!own && !allowed) {
                packages.add(inside(other));
            }
        }
        return packages.toArray(String[]::new);
    }
}

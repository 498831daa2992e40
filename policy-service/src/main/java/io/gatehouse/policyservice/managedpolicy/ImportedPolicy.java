package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.model.IdKind;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policyservice.importing.PoliciesToImport.Managed;
import io.gatehouse.policyservice.importing.PoliciesToImport.Version;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.PolicyText;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A managed policy to be imported, as values. Documents have passed the parser.
 *
 * @param givenId the id it had elsewhere, if that is well formed
 */
record ImportedPolicy(
        PolicyArn arn,
        Optional<UniqueId> givenId,
        String description,
        List<PolicyVersion> versions,
        VersionNumber defaultVersion,
        Instant created,
        List<String> warnings) {

    ImportedPolicy {
        versions = List.copyOf(versions);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads the body's form; IllegalArgumentException says what is wrong with it, for the caller.
     */
    static ImportedPolicy read(Managed managed, PolicyOwner owner, Instant now) {
        PolicyArn arn =
                PolicyArn.parse(managed.arn())
                        .filter(parsed -> parsed.owner().equals(owner))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "`%s` is not the ARN of a policy of %s"
                                                .formatted(managed.arn(), owner.text())));
        List<String> warnings = new ArrayList<>();
        Optional<UniqueId> id = id(managed.id(), warnings);
        Instant created = instant(managed.created(), now);
        List<PolicyVersion> versions =
                managed.versions().stream()
                        .map(version -> version(version, created, warnings))
                        .sorted(Comparator.comparing(PolicyVersion::number))
                        .toList();
        String description = managed.description() == null ? "" : managed.description();
        return new ImportedPolicy(
                arn, id, description, versions, defaultOf(managed), created, warnings);
    }

    /** As a command; {@code id} is used where the policy does not exist yet. */
    ManagedPolicyCommand.ImportPolicy command(UniqueId id, int existing) {
        return new ManagedPolicyCommand.ImportPolicy(
                id, arn, description, versions, defaultVersion, created, existing);
    }

    private static VersionNumber defaultOf(Managed managed) {
        List<Version> defaults = managed.versions().stream().filter(Version::isDefault).toList();
        if (defaults.size() != 1) {
            throw new IllegalArgumentException(
                    "exactly one version is the default, not %d".formatted(defaults.size()));
        }
        return number(defaults.getFirst());
    }

    private static PolicyVersion version(
            Version version, Instant policyCreated, List<String> warnings) {
        switch (PolicyParser.parse(version.document(), PolicyKind.MANAGED)) {
            case ParsedPolicy.Valid valid ->
                    valid.seriousWarnings()
                            .forEach(warning -> warnings.add(version.id() + ": " + warning));
            case ParsedPolicy.Invalid invalid -> throw new BadDocumentException(version, invalid);
        }
        return new PolicyVersion(
                number(version),
                new PolicyText(version.document()),
                instant(version.created(), policyCreated));
    }

    private static VersionNumber number(Version version) {
        return VersionNumber.parse(version.id())
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "a version is `v1`, `v2` …, not `%s`".formatted(version.id())));
    }

    private static Optional<UniqueId> id(@Nullable String given, List<String> warnings) {
        if (given == null) {
            return Optional.empty();
        }
        if (UniqueId.isWellFormed(given) && new UniqueId(given).is(IdKind.MANAGED_POLICY)) {
            return Optional.of(new UniqueId(given));
        }
        warnings.add(
                "the id `%s` is not that of a managed policy and was replaced".formatted(given));
        return Optional.empty();
    }

    private static Instant instant(@Nullable String text, Instant otherwise) {
        try {
            return text == null ? otherwise : Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "`%s` is not a time by ISO 8601 in UTC".formatted(text), e);
        }
    }
}

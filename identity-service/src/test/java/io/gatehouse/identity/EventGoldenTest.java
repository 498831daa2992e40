package io.gatehouse.identity;

import static io.gatehouse.identity.servicecredential.ServiceCredentialType.SERVICE_CREDENTIALS;
import static io.gatehouse.identity.signingcertificate.SigningCertificateType.SIGNING_CERTIFICATES;
import static io.gatehouse.identity.sshkey.SshKeyType.SSH_KEYS;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyActivated;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyCreated;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyDeactivated;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyDeleted;
import io.gatehouse.identity.account.AccountAlias;
import io.gatehouse.identity.account.AccountEvent.AccountAliasChosen;
import io.gatehouse.identity.account.AccountEvent.AccountAliasReleased;
import io.gatehouse.identity.account.AccountEvent.AccountCreated;
import io.gatehouse.identity.account.AccountEvent.PasswordPolicyRemoved;
import io.gatehouse.identity.account.AccountEvent.PasswordPolicySet;
import io.gatehouse.identity.account.AccountEvent.QuotaReset;
import io.gatehouse.identity.account.AccountEvent.QuotaSet;
import io.gatehouse.identity.account.AccountEvent.RootKeyChanged;
import io.gatehouse.identity.account.AccountEvent.TokenVersionChosen;
import io.gatehouse.identity.account.AccountEventCodec;
import io.gatehouse.identity.account.PasswordPolicy;
import io.gatehouse.identity.account.TokenVersion;
import io.gatehouse.identity.group.GroupEvent.GroupCreated;
import io.gatehouse.identity.group.GroupEvent.GroupDeleted;
import io.gatehouse.identity.group.GroupEvent.GroupMoved;
import io.gatehouse.identity.group.GroupEvent.GroupRenamed;
import io.gatehouse.identity.group.GroupEventCodec;
import io.gatehouse.identity.holding.HoldingEvent;
import io.gatehouse.identity.holding.UploadedText;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileCreated;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileDeleted;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileRoleAdded;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileRoleRemoved;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileTagged;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileUntagged;
import io.gatehouse.identity.instanceprofile.InstanceProfileEventCodec;
import io.gatehouse.identity.login.LoginEvent.LoginProfileCreated;
import io.gatehouse.identity.login.LoginEvent.LoginProfileDeleted;
import io.gatehouse.identity.login.LoginEvent.PasswordChanged;
import io.gatehouse.identity.login.LoginEvent.PasswordResetRequired;
import io.gatehouse.identity.login.LoginEvent.PasswordResetWaived;
import io.gatehouse.identity.login.LoginEvent.PasswordSet;
import io.gatehouse.identity.login.LoginEventCodec;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceCreated;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceDeactivated;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceDeleted;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceEnabled;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceResynced;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceTagged;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceUntagged;
import io.gatehouse.identity.mfa.MfaDeviceEventCodec;
import io.gatehouse.identity.role.RoleEvent.RoleBoundaryRemoved;
import io.gatehouse.identity.role.RoleEvent.RoleBoundarySet;
import io.gatehouse.identity.role.RoleEvent.RoleCreated;
import io.gatehouse.identity.role.RoleEvent.RoleDeleted;
import io.gatehouse.identity.role.RoleEvent.RoleDescribed;
import io.gatehouse.identity.role.RoleEvent.RoleSessionsLimited;
import io.gatehouse.identity.role.RoleEvent.RoleTagged;
import io.gatehouse.identity.role.RoleEvent.RoleTrustReplaced;
import io.gatehouse.identity.role.RoleEvent.RoleUntagged;
import io.gatehouse.identity.role.RoleEventCodec;
import io.gatehouse.identity.role.TrustPolicy;
import io.gatehouse.identity.rotation.Demand;
import io.gatehouse.identity.rotation.RotationEvent.RotationRequired;
import io.gatehouse.identity.rotation.RotationEvent.RotationWithdrawn;
import io.gatehouse.identity.rotation.RotationEventCodec;
import io.gatehouse.identity.rotation.Scope;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateDeleted;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateMoved;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateRenamed;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateTagged;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateUntagged;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateUploaded;
import io.gatehouse.identity.servercertificate.ServerCertificateEventCodec;
import io.gatehouse.identity.servercertificate.ServerCertificateText;
import io.gatehouse.identity.servicecredential.ServiceCredentialDetails;
import io.gatehouse.identity.user.UserEvent.UserAccessKeyChanged;
import io.gatehouse.identity.user.UserEvent.UserBoundaryRemoved;
import io.gatehouse.identity.user.UserEvent.UserBoundarySet;
import io.gatehouse.identity.user.UserEvent.UserCreated;
import io.gatehouse.identity.user.UserEvent.UserDeleted;
import io.gatehouse.identity.user.UserEvent.UserJoinedGroup;
import io.gatehouse.identity.user.UserEvent.UserLeftGroup;
import io.gatehouse.identity.user.UserEvent.UserMoved;
import io.gatehouse.identity.user.UserEvent.UserRenamed;
import io.gatehouse.identity.user.UserEvent.UserTagged;
import io.gatehouse.identity.user.UserEvent.UserUntagged;
import io.gatehouse.identity.user.UserEventCodec;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.EventCodec.Written;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.identity.value.Quota;
import io.gatehouse.identity.value.Tag;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every name and version of an event has a file: it is written so today and read so for ever. Run
 * once with {@code -Dgatehouse.golden.write=true} to write the file of a new event; never change
 * one that was released.
 */
class EventGoldenTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final UniqueId USER = new UniqueId("AIDAAAAAAAAAAAAAAAAAA");
    private static final UniqueId GROUP = new UniqueId("AGPAAAAAAAAAAAAAAAAAA");
    private static final UniqueId ROLE = new UniqueId("AROAAAAAAAAAAAAAAAAAA");
    private static final UniqueId KEY = new UniqueId("AKIAAAAAAAAAAAAAAAAA");
    private static final UniqueId PROFILE = new UniqueId("AIPAAAAAAAAAAAAAAAAAA");
    private static final UniqueId SERVER = new UniqueId("ASCAAAAAAAAAAAAAAAAAA");
    private static final EntityName A = new EntityName("alice");
    private static final EntityName B = new EntityName("bob");
    private static final EntityPath OPS = new EntityPath("/ops/");
    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00.123Z");
    private static final Tags TAGS = new Tags(List.of(new Tag("team", "red"), new Tag("x", "")));
    private static final Tags EXACT_TAGS = Tags.exact(TAGS.all());
    private static final Arn POLICY = Arn.parse("arn:aws:iam::111111111111:policy/edge");

    private static final UniqueId DEVICE = new UniqueId("AMFAAAAAAAAAAAAAAAAAA");
    private static final UniqueId ROTATION = new UniqueId("AROTAAAAAAAAAAAAAAAAA");
    private static final PasswordPolicy PASSWORD_POLICY =
            new PasswordPolicy(
                    8, true, false, true, false, true, Optional.of(90), Optional.empty(), true);

    record Sample<E>(EventCodec<E> codec, E event) {

        Written write() {
            return codec.write(event, PersonalValues.CLEAR);
        }

        @Override
        public String toString() {
            return write().type() + " v" + write().version();
        }
    }

    static Stream<Sample<?>> samples() {
        UserEventCodec user = new UserEventCodec();
        GroupEventCodec group = new GroupEventCodec();
        RoleEventCodec role = new RoleEventCodec();
        AccountEventCodec account = new AccountEventCodec();
        InstanceProfileEventCodec profile = new InstanceProfileEventCodec();
        ServerCertificateEventCodec server = new ServerCertificateEventCodec();
        return Stream.of(
                new Sample<>(user, new UserCreated(USER, A, OPS, TAGS, Optional.of(POLICY), NOW)),
                new Sample<>(user, new UserRenamed(A, B)),
                new Sample<>(user, new UserMoved(EntityPath.ROOT, OPS)),
                new Sample<>(user, new UserTagged(TAGS)),
                new Sample<>(user, new UserUntagged(List.of("team", "x"))),
                new Sample<>(user, new UserJoinedGroup(GROUP)),
                new Sample<>(user, new UserLeftGroup(GROUP)),
                new Sample<>(user, new UserBoundarySet(POLICY)),
                new Sample<>(user, new UserBoundaryRemoved(POLICY)),
                new Sample<>(user, new UserAccessKeyChanged(new AccessKeyCreated(KEY, NOW))),
                new Sample<>(user, new UserAccessKeyChanged(new AccessKeyActivated(KEY))),
                new Sample<>(user, new UserAccessKeyChanged(new AccessKeyDeactivated(KEY))),
                new Sample<>(user, new UserAccessKeyChanged(new AccessKeyDeleted(KEY))),
                new Sample<>(user, new UserDeleted(A)),
                new Sample<>(group, new GroupCreated(GROUP, A, OPS, NOW)),
                new Sample<>(group, new GroupRenamed(A, B)),
                new Sample<>(group, new GroupMoved(EntityPath.ROOT, OPS)),
                new Sample<>(group, new GroupDeleted(A)),
                new Sample<>(
                        role,
                        new RoleCreated(
                                ROLE,
                                A,
                                OPS,
                                TrustPolicy.NOBODY,
                                "deploys",
                                TAGS,
                                Optional.of(POLICY),
                                Duration.ofHours(1),
                                true,
                                NOW)),
                new Sample<>(role, new RoleDescribed("deploys")),
                new Sample<>(role, new RoleSessionsLimited(Duration.ofHours(2))),
                new Sample<>(role, new RoleTrustReplaced(TrustPolicy.NOBODY)),
                new Sample<>(role, new RoleTagged(TAGS)),
                new Sample<>(role, new RoleUntagged(List.of("team"))),
                new Sample<>(role, new RoleBoundarySet(POLICY)),
                new Sample<>(role, new RoleBoundaryRemoved(POLICY)),
                new Sample<>(role, new RoleDeleted(A)),
                new Sample<>(profile, new InstanceProfileCreated(PROFILE, A, OPS, EXACT_TAGS, NOW)),
                new Sample<>(profile, new InstanceProfileRoleAdded(ROLE)),
                new Sample<>(profile, new InstanceProfileRoleRemoved(ROLE)),
                new Sample<>(profile, new InstanceProfileTagged(EXACT_TAGS)),
                new Sample<>(profile, new InstanceProfileUntagged(List.of("team"))),
                new Sample<>(profile, new InstanceProfileDeleted(A)),
                new Sample<>(
                        server,
                        new ServerCertificateUploaded(
                                SERVER,
                                A,
                                OPS,
                                new ServerCertificateText("body", "chain", NOW),
                                EXACT_TAGS,
                                NOW)),
                new Sample<>(server, new ServerCertificateRenamed(A, B)),
                new Sample<>(server, new ServerCertificateMoved(EntityPath.ROOT, OPS)),
                new Sample<>(server, new ServerCertificateTagged(EXACT_TAGS)),
                new Sample<>(server, new ServerCertificateUntagged(List.of("team"))),
                new Sample<>(server, new ServerCertificateDeleted(A)),
                new Sample<>(
                        SIGNING_CERTIFICATES.codec(),
                        new HoldingEvent.Added<>(
                                USER.text(), KEY, new UploadedText("body", "f1"), NOW)),
                new Sample<>(SIGNING_CERTIFICATES.codec(), new HoldingEvent.Activated<>(KEY)),
                new Sample<>(SIGNING_CERTIFICATES.codec(), new HoldingEvent.Deactivated<>(KEY)),
                new Sample<>(SIGNING_CERTIFICATES.codec(), new HoldingEvent.Removed<>(KEY)),
                new Sample<>(
                        SSH_KEYS.codec(),
                        new HoldingEvent.Added<>(
                                USER.text(), KEY, new UploadedText("ssh-rsa AAAA", "f1"), NOW)),
                new Sample<>(SSH_KEYS.codec(), new HoldingEvent.Activated<>(KEY)),
                new Sample<>(SSH_KEYS.codec(), new HoldingEvent.Deactivated<>(KEY)),
                new Sample<>(SSH_KEYS.codec(), new HoldingEvent.Removed<>(KEY)),
                new Sample<>(
                        SERVICE_CREDENTIALS.codec(),
                        new HoldingEvent.Added<>(
                                USER.text(),
                                KEY,
                                new ServiceCredentialDetails(
                                        "bedrock.amazonaws.com", "alice", Optional.of(NOW)),
                                NOW)),
                new Sample<>(SERVICE_CREDENTIALS.codec(), new HoldingEvent.Activated<>(KEY)),
                new Sample<>(SERVICE_CREDENTIALS.codec(), new HoldingEvent.Deactivated<>(KEY)),
                new Sample<>(SERVICE_CREDENTIALS.codec(), new HoldingEvent.Renewed<>(KEY)),
                new Sample<>(SERVICE_CREDENTIALS.codec(), new HoldingEvent.Removed<>(KEY)),
                new Sample<>(
                        account,
                        new AccountCreated(new AccountId("111111111111"), "shop", true, NOW)),
                new Sample<>(account, new RootKeyChanged(new AccessKeyCreated(KEY, NOW))),
                new Sample<>(account, new RootKeyChanged(new AccessKeyActivated(KEY))),
                new Sample<>(account, new RootKeyChanged(new AccessKeyDeactivated(KEY))),
                new Sample<>(account, new RootKeyChanged(new AccessKeyDeleted(KEY))),
                new Sample<>(account, new AccountAliasChosen(new AccountAlias("shop"))),
                new Sample<>(account, new AccountAliasReleased(new AccountAlias("shop"))),
                new Sample<>(account, new PasswordPolicySet(PASSWORD_POLICY)),
                new Sample<>(account, new PasswordPolicyRemoved()),
                new Sample<>(account, new QuotaSet(Quota.USERS, 7)),
                new Sample<>(account, new QuotaReset(Quota.USERS)),
                new Sample<>(account, new TokenVersionChosen(TokenVersion.ONE)));
    }

    static Stream<Sample<?>> samplesOfCredentials() {
        LoginEventCodec login = new LoginEventCodec();
        MfaDeviceEventCodec mfa = new MfaDeviceEventCodec();
        RotationEventCodec rotation = new RotationEventCodec();
        return Stream.of(
                new Sample<>(login, new LoginProfileCreated(USER, true, NOW)),
                new Sample<>(login, new PasswordSet(true, NOW)),
                new Sample<>(login, new PasswordChanged(NOW)),
                new Sample<>(login, new PasswordResetRequired()),
                new Sample<>(login, new PasswordResetWaived()),
                new Sample<>(login, new LoginProfileDeleted()),
                new Sample<>(mfa, new MfaDeviceCreated(DEVICE, A, OPS, EXACT_TAGS, NOW)),
                new Sample<>(mfa, new MfaDeviceEnabled(USER, NOW)),
                new Sample<>(mfa, new MfaDeviceResynced(USER)),
                new Sample<>(mfa, new MfaDeviceDeactivated(USER)),
                new Sample<>(mfa, new MfaDeviceTagged(EXACT_TAGS)),
                new Sample<>(mfa, new MfaDeviceUntagged(List.of("team"))),
                new Sample<>(mfa, new MfaDeviceDeleted(A)),
                new Sample<>(
                        rotation,
                        new RotationRequired(
                                ROTATION,
                                new Demand(new Scope.OneGroup(GROUP), true, true, NOW, NOW, NOW))),
                new Sample<>(rotation, new RotationWithdrawn(ROTATION)));
    }

    @ParameterizedTest
    @MethodSource({"samples", "samplesOfCredentials"})
    <E> void an_event_is_written_as_its_golden_file_says_and_read_back(Sample<E> sample)
            throws IOException {
        assertGolden(sample);
    }

    static <E> void assertGolden(Sample<E> sample) throws IOException {
        Written written = sample.write();
        String name = written.type() + ".v" + written.version() + ".json";
        if (Boolean.getBoolean("gatehouse.golden.write")) {
            Files.writeString(
                    Path.of("src/test/resources/golden").resolve(name),
                    written.data().toPrettyString() + "\n");
        }
        ObjectNode golden = golden(name);
        assertThat(JSON.readTree(written.data().toString())).isEqualTo(golden);
        assertThat(
                        sample.codec()
                                .read(
                                        new Written(written.type(), written.version(), golden),
                                        PersonalValues.CLEAR))
                .isEqualTo(sample.event());
    }

    private static ObjectNode golden(String name) throws IOException {
        try (InputStream file = EventGoldenTest.class.getResourceAsStream("/golden/" + name)) {
            assertThat(file).as("golden file %s", name).isNotNull();
            return (ObjectNode)
                    JSON.readTree(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}

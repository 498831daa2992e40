package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.identity.session.MfaCodes;
import io.gatehouse.kit.service.ServiceTokens;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class MfaTest {

    private static final String CREATED =
            "CreateVirtualMFADeviceResponse.CreateVirtualMFADeviceResult.VirtualMFADevice.";

    @Inject ServiceTokens tokens;
    @Inject MfaCodes codes;

    private Client root;

    @BeforeEach
    void callAsRoot() {
        root = Client.root(tokens);
    }

    private record Device(String serial, Authenticator shows) {}

    private Device device(String name) {
        Response made = root.iam("CreateVirtualMFADevice", "VirtualMFADeviceName", name);
        made.then().statusCode(200);
        XmlPath xml = made.xmlPath();
        String seed =
                new String(
                        Base64.getDecoder().decode(xml.getString(CREATED + "Base32StringSeed")),
                        StandardCharsets.US_ASCII);
        assertThat(Base64.getDecoder().decode(xml.getString(CREATED + "QRCodePNG")))
                .startsWith(new byte[] {(byte) 137, 'P', 'N', 'G'});
        return new Device(xml.getString(CREATED + "SerialNumber"), new Authenticator(seed));
    }

    private UniqueId user(String name) {
        return new UniqueId(
                root.iam("CreateUser", "UserName", name)
                        .xmlPath()
                        .getString("CreateUserResponse.CreateUserResult.User.UserId"));
    }

    private Response withCodes(String action, String user, Device device, int first) {
        return root.iam(
                action,
                "UserName",
                user,
                "SerialNumber",
                device.serial(),
                "AuthenticationCode1",
                device.shows().code(first),
                "AuthenticationCode2",
                device.shows().code(first + 1));
    }

    private boolean accepts(UniqueId user, Device device, String code) {
        return codes.accepts(
                        new AccountId("111111111111"), Optional.of(user), device.serial(), code)
                .await()
                .indefinitely();
    }

    private static void assertRefused(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.xmlPath().getString("ErrorResponse.Error.Code")).isEqualTo(code);
    }

    @Test
    void a_device_is_enabled_by_two_codes_and_each_of_its_codes_counts_once() {
        UniqueId user = user("mfa-user");
        Device device = device("mfa-device");
        assertThat(device.serial()).isEqualTo("arn:aws:iam::111111111111:mfa/mfa-device");
        assertRefused(
                root.iam(
                        "EnableMFADevice",
                        "UserName",
                        "mfa-user",
                        "SerialNumber",
                        device.serial(),
                        "AuthenticationCode1",
                        device.shows().code(5),
                        "AuthenticationCode2",
                        device.shows().code(3)),
                403,
                "InvalidAuthenticationCode");
        assertThat(accepts(user, device, device.shows().code(0))).isFalse();
        withCodes("EnableMFADevice", "mfa-user", device, -2).then().statusCode(200);

        String code = device.shows().code(0);
        assertThat(accepts(user, device, "000000")).isEqualTo(code.equals("000000"));
        assertThat(accepts(user, device, code)).isTrue();
        assertThat(accepts(user, device, code)).as("a code counts once").isFalse();
        assertThat(accepts(user("mfa-other"), device, device.shows().code(1))).isFalse();

        root.iam("ListMFADevices", "UserName", "mfa-user")
                .then()
                .body(
                        "ListMFADevicesResponse.ListMFADevicesResult.MFADevices.member"
                                + ".SerialNumber",
                        equalTo(device.serial()));
        root.iam("GetMFADevice", "SerialNumber", device.serial(), "UserName", "mfa-user")
                .then()
                .statusCode(200);
        root.iam("ListVirtualMFADevices", "AssignmentStatus", "Assigned")
                .then()
                .body(containsString("<UserName>mfa-user</UserName>"));
        assertRefused(root.iam("DeleteUser", "UserName", "mfa-user"), 409, "DeleteConflict");
        assertRefused(
                root.iam("DeleteVirtualMFADevice", "SerialNumber", device.serial()),
                409,
                "DeleteConflict");
        root.iam("DeactivateMFADevice", "UserName", "mfa-user", "SerialNumber", device.serial())
                .then()
                .statusCode(200);
        assertThat(accepts(user, device, device.shows().code(1))).isFalse();
        root.iam("DeleteVirtualMFADevice", "SerialNumber", device.serial()).then().statusCode(200);
        root.iam("DeleteUser", "UserName", "mfa-user").then().statusCode(200);
    }

    @Test
    void a_device_whose_clock_is_off_is_set_right_by_resync() {
        UniqueId user = user("resync-user");
        Device device = device("resync");
        withCodes("EnableMFADevice", "resync-user", device, -2).then().statusCode(200);
        assertThat(accepts(user, device, device.shows().code(100))).isFalse();
        withCodes("ResyncMFADevice", "resync-user", device, 100).then().statusCode(200);
        assertThat(accepts(user, device, device.shows().code(102))).isTrue();
        assertThat(accepts(user, device, device.shows().code(0))).isFalse();
    }

    @Test
    void devices_have_tags_whose_case_counts_and_names_that_are_taken() {
        Device device = device("Tagged");
        assertRefused(
                root.iam("CreateVirtualMFADevice", "VirtualMFADeviceName", "tagged"),
                409,
                "EntityAlreadyExists");
        root.iam(
                        "TagMFADevice",
                        "SerialNumber",
                        device.serial(),
                        "Tags.member.1.Key",
                        "team",
                        "Tags.member.1.Value",
                        "red")
                .then()
                .statusCode(200);
        root.iam("ListMFADeviceTags", "SerialNumber", device.serial())
                .then()
                .body(containsString("<Key>team</Key>"));
        root.iam(
                        "TagMFADevice",
                        "SerialNumber",
                        device.serial(),
                        "Tags.member.1.Key",
                        "TEAM",
                        "Tags.member.1.Value",
                        "blue")
                .then()
                .statusCode(200);
        root.iam("UntagMFADevice", "SerialNumber", device.serial(), "TagKeys.member.1", "TEAM")
                .then()
                .statusCode(200);
        root.iam("ListMFADeviceTags", "SerialNumber", device.serial())
                .then()
                .body(containsString("<Key>team</Key>"));
        root.iam("UntagMFADevice", "SerialNumber", device.serial(), "TagKeys.member.1", "team")
                .then()
                .statusCode(200);
        assertThat(root.iam("ListMFADeviceTags", "SerialNumber", device.serial()).asString())
                .doesNotContain("team");
        assertRefused(
                root.iam(
                        "ListMFADeviceTags",
                        "SerialNumber",
                        "arn:aws:iam::222222222222:mfa/Tagged"),
                404,
                "NoSuchEntity");
    }

    @Test
    void guessing_at_a_device_is_slowed() {
        UniqueId user = user("guess-mfa");
        Device device = device("guess-mfa");
        withCodes("EnableMFADevice", "guess-mfa", device, -3).then().statusCode(200);
        String right = device.shows().code(0);
        String wrong = right.equals("123456") ? "654321" : "123456";
        for (int i = 0; i < 5; i++) {
            assertThat(accepts(user, device, wrong)).isFalse();
        }
        assertThat(accepts(user, device, right)).as("not yet").isFalse();
    }
}

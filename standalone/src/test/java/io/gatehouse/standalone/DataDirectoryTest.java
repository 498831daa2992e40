package io.gatehouse.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.model.AccountId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

class DataDirectoryTest {

    @TempDir Path temporary;
    private DataDirectory data;

    @BeforeEach
    void prepare() {
        data = new DataDirectory(temporary.resolve("data"));
        data.prepare();
    }

    @Test
    void keys_are_32_random_bytes_that_stay_the_same() throws IOException {
        byte[] master = key("master-1.key");
        data.prepare();
        assertThat(key("master-1.key")).isEqualTo(master).hasSize(32);
        assertThat(key("facts-1.key")).isNotEqualTo(master);
        assertThat(key("internal-1.key")).hasSize(32);
        assertThat(key("personal-1.key")).hasSize(32);
    }

    @Test
    void nobody_else_may_read_a_secret() throws IOException {
        String password = data.password("some_role");
        assertThat(password).isEqualTo(data.password("some_role")).matches("[\\w-]{32}");
        for (Path secret :
                List.of(
                        data.keys().resolve("master-1.key"),
                        data.run().resolve("password-some_role"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.root())))
                .isEqualTo("rwx------");
    }

    @Test
    void the_first_account_is_made_up_once() {
        AccountId account = data.firstAccount(Optional.empty());
        assertThat(data.firstAccount(Optional.empty())).isEqualTo(account);
        assertThat(data.firstAccount(Optional.of(account))).isEqualTo(account);
    }

    @Test
    void another_account_than_the_directory_has_is_refused() {
        data.firstAccount(Optional.of(new AccountId("111122223333")));
        assertThatThrownBy(() -> data.firstAccount(Optional.of(new AccountId("444455556666"))))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("111122223333")
                .hasMessageContaining("--data");
    }

    @Test
    void the_credentials_file_is_made_of_the_key_that_the_service_left_and_then_kept()
            throws IOException {
        Files.writeString(
                data.rootKey(),
                "aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = s3cr3t\n");
        AwsProfile profile = new AwsProfile(data);
        assertThat(profile.write(new Ports(0))).isTrue();
        assertThat(profile.write(new Ports(7))).isFalse();
        assertThat(data.rootKey()).doesNotExist();
        assertThat(Files.readString(data.credentials()))
                .isEqualTo(
                        "[gatehouse]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = s3cr3t\n");
        assertThat(Files.readString(data.config()))
                .contains("[profile gatehouse]")
                .contains("endpoint_url = http://127.0.0.1:8087");
    }

    private byte[] key(String name) throws IOException {
        return Base64.getDecoder().decode(Files.readString(data.keys().resolve(name)).strip());
    }
}

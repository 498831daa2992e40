package io.gatehouse.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * The AWS files of the first account's root: {@code credentials} and {@code config} with the
 * profile {@code gatehouse}, readable by their owner alone.
 */
final class AwsProfile {

    static final String NAME = "gatehouse";
    private final DataDirectory data;

    AwsProfile(DataDirectory data) {
        this.data = data;
    }

    /**
     * Writes both files: the configuration at every start, for the port may have changed; the
     * credentials once, of the key that identity-service left.
     *
     * @return whether this was the first start, so that the key is new to the user
     */
    boolean write(Ports ports) {
        PrivateFiles.write(
                data.config(),
                """
                [profile %s]
                region = us-east-1
                endpoint_url = http://127.0.0.1:%d
                output = json
                """
                        .formatted(NAME, ports.gateway()));
        if (!Files.exists(data.rootKey())) {
            return false;
        }
        PrivateFiles.write(
                data.credentials(), "[%s]\n%s".formatted(NAME, PrivateFiles.read(data.rootKey())));
        try {
            Files.delete(data.rootKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    /**
     * What makes the AWS command line and the SDKs use this profile, as the beginning of a shell
     * command.
     */
    String environment() {
        return "AWS_CONFIG_FILE=%s AWS_SHARED_CREDENTIALS_FILE=%s AWS_PROFILE=%s"
                .formatted(quoted(data.config()), quoted(data.credentials()), NAME);
    }

    private static String quoted(Object path) {
        String text = path.toString();
        return text.matches("[\\w/.@:+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}

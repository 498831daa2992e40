package io.gatehouse.identity.account;

import io.gatehouse.identity.accesskey.SecretKey;
import io.gatehouse.model.UniqueId;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The file that hands a new root key to its owner: made new, for the owner's eyes alone. */
public final class RootKeyFile {

    private static final String FIRST_LINE = "aws_access_key_id = ";

    private RootKeyFile() {}

    /**
     * Writes the file and has it on the disk when this returns. A file that an earlier start left
     * behind, before its key became valid, is replaced; any other is not touched, and this throws
     * UncheckedIOException.
     */
    public static void write(Path file, UniqueId keyId, SecretKey secret) {
        byte[] text =
                "%s%s\naws_secret_access_key = %s\n"
                        .formatted(FIRST_LINE, keyId.text(), secret.reveal())
                        .getBytes(StandardCharsets.UTF_8);
        try {
            if (Files.isRegularFile(file) && Files.readString(file).startsWith(FIRST_LINE)) {
                Files.delete(file);
            }
            // O_EXCL: nobody has put a file or a link there meanwhile.
            try (FileChannel channel =
                    FileChannel.open(
                            file,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer rest = ByteBuffer.wrap(text);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the root key cannot be written to " + file, e);
        }
    }
}

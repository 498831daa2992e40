package io.gatehouse.cli.importing;

import java.nio.file.Path;

/**
 * Why a file cannot be imported.
 *
 * @param path where in its JSON, such as {@code $.UserDetailList[3].UserName}
 */
record ImportProblem(Path file, String path, String reason) {

    @Override
    public String toString() {
        return "%s: %s: %s".formatted(file, path, reason);
    }
}

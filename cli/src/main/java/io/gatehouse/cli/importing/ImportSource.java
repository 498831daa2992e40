package io.gatehouse.cli.importing;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.gatehouse.cli.CommandFailure;
import io.gatehouse.cli.importing.ImportContents.Managed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file or directory named on the command line: an account's details, a {@code .jsonl} of
 * managed policies, or a directory of either's {@code .json} files. Reads all of it before anything
 * is sent.
 */
final class ImportSource {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final List<ImportProblem> problems = new ArrayList<>();
    private final List<Managed> managed = new ArrayList<>();
    private final List<ImportContents> accounts = new ArrayList<>();

    /** All problems found; empty when {@link #contents} may be imported. */
    List<ImportProblem> problems() {
        return List.copyOf(problems);
    }

    /** All that was read, as one. */
    ImportContents contents() {
        List<Managed> all = new ArrayList<>(managed);
        accounts.forEach(account -> all.addAll(account.managed()));
        return new ImportContents(
                accounts.stream().flatMap(account -> account.groups().stream()).toList(),
                accounts.stream().flatMap(account -> account.users().stream()).toList(),
                accounts.stream().flatMap(account -> account.roles().stream()).toList(),
                all,
                accounts.stream().flatMap(account -> account.inline().stream()).toList(),
                accounts.stream().flatMap(account -> account.attached().stream()).toList());
    }

    /**
     * Reads a file, or each {@code .json} and {@code .jsonl} file of a directory in the order of
     * their names.
     */
    void read(Path path) {
        try {
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.list(path)) {
                    files.filter(ImportSource::isJson).sorted().forEach(this::readFile);
                }
            } else {
                readFile(path);
            }
        } catch (IOException e) {
            throw new CommandFailure("cannot read %s".formatted(path), e);
        }
    }

    private static boolean isJson(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".json") || name.endsWith(".jsonl");
    }

    private void readFile(Path file) {
        try {
            if (file.getFileName().toString().endsWith(".jsonl")) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (!lines.get(i).isBlank()) {
                        readDocument(file, lines.get(i), "$[line %d]".formatted(i + 1));
                    }
                }
            } else {
                readDocument(file, Files.readString(file), "$");
            }
        } catch (IOException e) {
            throw new CommandFailure("cannot read %s".formatted(file), e);
        }
    }

    private void readDocument(Path file, String text, String place) {
        parsed(file, text, place)
                .ifPresent(node -> {
                    JsonCursor root = new JsonCursor(file, node, place, problems);
                    if (AccountDetailsReader.isFormatOf(root)) {
                        accounts.add(new AccountDetailsReader().read(root));
                    } else if (ManagedPolicyReader.isFormatOf(root)) {
                        managed.add(ManagedPolicyReader.read(root));
                    } else {
                        problems.add(
                                new ImportProblem(
                                        file,
                                        place,
                                        "is neither what `aws iam get-account-authorization-details` prints nor a managed policy {arn, version, document}"));
                    }
                });
    }

    private Optional<JsonNode> parsed(Path file, String text, String place) {
        try (JsonParser parser = JSON.createParser(text)) {
            try {
                JsonNode node = JSON.readTree(parser);
                if (parser.nextToken() != null) {
                    problems.add(new ImportProblem(file, place, "has more after its end"));
                }
                return Optional.ofNullable(node);
            } catch (JacksonException e) {
                JsonLocation at = parser.currentTokenLocation();
                problems.add(
                        new ImportProblem(
                                file,
                                "%s%s (line %d, column %d)"
                                        .formatted(
                                                place,
                                                path(parser.getParsingContext()),
                                                at.getLineNr(),
                                                at.getColumnNr()),
                                "is not JSON: " + e.getOriginalMessage()));
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the parser stopped, such as {@code .UserDetailList[3].UserName}. */
    private static String path(JsonStreamContext context) {
        if (context.getParent() == null) {
            return "";
        }
        JsonStreamContext outer = context.getParent();
        String here =
                outer.inArray()
                        ? "[%d]".formatted(outer.getCurrentIndex())
                        : outer.getCurrentName() == null ? "" : "." + outer.getCurrentName();
        return path(outer) + here;
    }
}

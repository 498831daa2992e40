package io.gatehouse.cli.importing;

import io.gatehouse.cli.CommandFailure;
import io.gatehouse.cli.LocalGatehouse;
import io.gatehouse.cli.PatientGateway;
import io.gatehouse.cli.SignedGateway;
import io.gatehouse.model.AccountId;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.Console;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * {@code gatehouse import}. Exit 0 when every entity is in, 1 when some were refused, 2 when the
 * file was not taken or nobody answered.
 */
@Command(
        name = "import",
        description = {
            "Takes an account as `aws iam get-account-authorization-details` prints it,",
            "or AWS's managed policies from a .jsonl file or a directory."
        },
        footer = {
            "Running it again changes nothing that is already so.",
            "A service that is away is waited for, up to half a minute for each request."
        },
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {

    private static final int SOME_REFUSED = 1;
    private static final int MOST_PROBLEMS_SHOWN = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    @Mixin private final LocalGatehouse place = new LocalGatehouse();

    @Parameters(
            paramLabel = "FILE",
            description = "A .json or .jsonl file, or a directory of them.")
    private Path file = Path.of("");

    @Option(
            names = "--into",
            paramLabel = "ACCOUNT",
            description =
                    "Put everything into this account, and name it in ARNs of trust and policies instead (default: the account of each ARN, made if missing).")
    private @Nullable String into;

    @Option(
            names = "--dry-run",
            description = "Check the file and tell what it holds; send nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        ImportSource source = new ImportSource();
        source.read(file);
        List<ImportProblem> problems = source.problems();
        if (!problems.isEmpty()) {
            problems.stream()
                    .limit(MOST_PROBLEMS_SHOWN)
                    .forEach(problem -> System.err.println("gatehouse: " + problem));
            throw new CommandFailure(
                    "nothing was imported, for %d %s wrong"
                            .formatted(
                                    problems.size(),
                                    problems.size() == 1 ? "thing is" : "things are"));
        }
        ImportContents contents = source.contents();
        if (into != null) {
            contents = AccountMove.apply(contents, account(into));
        }
        List<ImportPhase> phases = ImportPhases.of(contents);
        describe(contents);
        if (dryRun) {
            System.out.println("nothing was sent (--dry-run)");
            return 0;
        }
        ImportReport report = send(phases);
        report.print(System.out);
        return report.hasRefusals() ? SOME_REFUSED : 0;
    }

    private ImportReport send(List<ImportPhase> phases) {
        PatientGateway gateway = new PatientGateway(SignedGateway.of(place), PATIENCE);
        ImportReport report = new ImportReport();
        int total = phases.stream().mapToInt(ImportPhase::entities).sum();
        ProgressBar progress = new ProgressBar(System.err, isTerminal(), total);
        for (ImportPhase phase : phases) {
            progress.advance(phase.title(), 0);
            for (ImportRequest request : phase.requests()) {
                SignedGateway.Reply reply = gateway.post(request.path(), request.body());
                if (!reply.isSuccess()) {
                    progress.end();
                    report.print(System.out);
                    throw new CommandFailure(
                            "%s, while importing %s; run the import again to go on"
                                    .formatted(reply.refusal(), phase.title()));
                }
                report.add(phase.title(), reply.body().path("results"));
                progress.advance(phase.title(), request.entities());
            }
            progress.finish(phase.title(), phase.entities());
        }
        progress.end();
        return report;
    }

    private static void describe(ImportContents contents) {
        System.out.printf(
                "%d users, %d groups, %d roles, %d managed policies, %d inline policies, %d attachments%n",
                contents.users().size(),
                contents.groups().size(),
                contents.roles().size(),
                contents.managed().size(),
                contents.inline().size(),
                contents.attached().size());
    }

    private static AccountId account(String text) {
        if (!AccountId.isValid(text)) {
            throw new CommandFailure("--into takes twelve digits, not `%s`".formatted(text));
        }
        return new AccountId(text);
    }

    @SuppressWarnings("SystemConsoleNull") // null by its signature, and NullAway goes by that
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}

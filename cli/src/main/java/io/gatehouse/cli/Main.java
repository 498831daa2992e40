package io.gatehouse.cli;

import io.gatehouse.cli.evaluate.EvaluateCommand;
import io.gatehouse.cli.importing.ImportCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Entry of every {@code gatehouse} command but {@code up}, {@code down} and {@code status}. Exit
 * status: 0 done or allowed, 1 denied or refused in part, 2 error.
 */
@Command(
        name = "gatehouse",
        mixinStandardHelpOptions = true,
        subcommands = {
            AccountCommand.class,
            CheckCommand.class,
            EvaluateCommand.class,
            ImportCommand.class,
            RepublishCommand.class,
            NewEpochCommand.class,
            UsageCommand.class
        })
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setExecutionExceptionHandler((exception, command, _) -> {
            command.getErr()
                    .println(
                            "gatehouse: "
                                    + (exception instanceof CommandFailure
                                            ? exception.getMessage()
                                            : exception.toString()));
            return CommandFailure.STATUS;
        });
        return commandLine;
    }
}

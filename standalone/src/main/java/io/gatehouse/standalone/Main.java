package io.gatehouse.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Entry of the launcher; the script {@code gatehouse} calls it for {@code up}, {@code down} and
 * {@code status}.
 */
@Command(
        name = "gatehouse",
        subcommands = {UpCommand.class, DownCommand.class, StatusCommand.class, TrainCommand.class})
final class Main {

    private static final int FAILURE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        CommandLine commandLine =
                new CommandLine(new Main())
                        .setExecutionExceptionHandler((exception, command, parsed) -> {
                            command.getErr().println("gatehouse: " + explain(exception));
                            return FAILURE;
                        });
        System.exit(commandLine.execute(arguments));
    }

    private static String explain(Exception exception) {
        if (!(exception instanceof LaunchFailure)) {
            return exception.toString();
        }
        return exception.getCause() == null
                ? String.valueOf(exception.getMessage())
                : exception.getMessage() + ": " + exception.getCause().getMessage();
    }
}

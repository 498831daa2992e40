package io.gatehouse.eventstore;

/** Rolls a transaction back and carries what its caller is to hear. Never leaves the package. */
final class NotAppended extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CommandResult<?> result;

    NotAppended(CommandResult<?> result) {
        super(null, null, false, false);
        this.result = result;
    }

    /** The result; of the type that the same run put in. */
    @SuppressWarnings("unchecked")
    static <T> CommandResult<T> resultOf(Throwable failure) {
        return (CommandResult<T>) ((NotAppended) failure).result;
    }
}

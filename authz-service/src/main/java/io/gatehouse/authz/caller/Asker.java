package io.gatehouse.authz.caller;

import java.util.Optional;

/** Who asks for a decision, as admission found out. */
public sealed interface Asker {

    /** For logs: a name or an ARN, never a credential. */
    String name();

    /** Somebody on this machine, in the mode that asks for no credentials. */
    record Local() implements Asker {
        @Override
        public String name() {
            return "local";
        }
    }

    /** One of our own services. It guards itself and may ask about everyone. */
    record Service(String name) implements Asker {}

    /**
     * A principal of Gatehouse. About another principal it needs {@code gatehouse:Check} (DESIGN 4,
     * "Controls").
     *
     * @param sessionToken of a session, whose policies limit what it may ask; a secret
     */
    record Known(String arn, Optional<String> sessionToken) implements Asker {
        @Override
        public String name() {
            return arn;
        }

        @Override
        public String toString() {
            return "Known[arn=%s]".formatted(arn);
        }
    }
}

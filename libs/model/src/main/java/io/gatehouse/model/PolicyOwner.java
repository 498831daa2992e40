package io.gatehouse.model;

/**
 * Who owns a managed policy, and so whose log its history stands in: an account, or {@code aws} for
 * the policies that come with the system and are read-only to accounts.
 */
public sealed interface PolicyOwner permits AccountId, PolicyOwner.Aws {

    /** The owner of AWS-managed policies. */
    Aws AWS = new Aws();

    /** As it stands in the account segment of an ARN. */
    String text();

    /**
     * Reads what {@link #text()} wrote; anything but {@code aws} and twelve digits is refused with
     * IllegalArgumentException.
     */
    static PolicyOwner parse(String text) {
        return text.equals("aws") ? AWS : new AccountId(text);
    }

    /** The one value for {@code aws}. */
    record Aws() implements PolicyOwner {
        @Override
        public String text() {
            return "aws";
        }

        @Override
        public String toString() {
            return "aws";
        }
    }
}

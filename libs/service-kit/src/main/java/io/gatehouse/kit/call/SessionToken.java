package io.gatehouse.kit.call;

/** A session token as presented; its text never shows in {@link #toString()}. */
public record SessionToken(String text) {

    public SessionToken {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a session token is not empty");
        }
    }

    @Override
    public String toString() {
        return "SessionToken[…]";
    }
}

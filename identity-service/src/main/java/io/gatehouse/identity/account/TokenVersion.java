package io.gatehouse.identity.account;

import java.util.Optional;

/**
 * Which version the session tokens of AWS's global endpoint have. Tokens of Gatehouse are valid
 * wherever Gatehouse is, whatever is chosen: it is kept and shown (ADR 200).
 */
public enum TokenVersion {
    ONE("v1Token", 1),
    TWO("v2Token", 2);

    /** Of accounts that chose none: what our tokens are, valid everywhere. */
    public static final TokenVersion STANDARD = TWO;

    private final String wire;
    private final int number;

    TokenVersion(String wire, int number) {
        this.wire = wire;
        this.number = number;
    }

    /** As SetSecurityTokenServicePreferences names it. */
    public String wire() {
        return wire;
    }

    /** As GetAccountSummary tells it. */
    public int number() {
        return number;
    }

    static Optional<TokenVersion> find(String wire) {
        for (TokenVersion version : values()) {
            if (version.wire.equals(wire)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }
}

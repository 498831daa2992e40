package io.gatehouse.policyservice.directory;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.Head;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which accounts' rows hold nothing that their last whole publication does not confirm, so that a
 * head need not look through all of them again: a sweep was committed, and no fact was applied
 * since that it would have taken. Knows of what this process did, and forgets everything when it is
 * given partitions: others may have applied what it has not seen. Thread-safe.
 */
@ApplicationScoped
class Sweeps {

    /** Replaced when everything is forgotten: a round that began before adds to the old one. */
    private volatile Map<String, WholePublication> swept = new ConcurrentHashMap<>();

    /** The last publication of all facts of an account. */
    private record WholePublication(String epoch, long number, String republication) {

        static WholePublication of(Fact fact, Head head) {
            return head.getBaseRepublication().isEmpty()
                    ? new WholePublication(fact.getEpoch(), -1, "")
                    : new WholePublication(
                            fact.getEpoch(), head.getBaseNumber(), head.getBaseRepublication());
        }

        boolean confirms(Fact fact) {
            return fact.getEpoch().equals(epoch)
                    && (fact.getNumber() > number || fact.getRepublication().equals(republication));
        }
    }

    /** Facts that are applied in one transaction, in their order. */
    final class Round {

        private final Map<String, WholePublication> sweptBefore = swept;
        private final Map<String, WholePublication> sweeping = new HashMap<>();

        /**
         * Takes note of the next fact.
         *
         * @return whether it is a head that has to sweep
         */
        boolean sweeps(Fact fact) {
            String account = fact.getAccount();
            WholePublication known = sweeping.getOrDefault(account, sweptBefore.get(account));
            if (!fact.hasHead()) {
                if (known != null && !known.confirms(fact)) {
                    sweeping.remove(account);
                    sweptBefore.remove(account);
                }
                return false;
            }
            WholePublication now = WholePublication.of(fact, fact.getHead());
            if (now.equals(known)) {
                return false;
            }
            sweeping.put(account, now);
            return true;
        }

        /** The transaction is committed. */
        void committed() {
            sweptBefore.putAll(sweeping);
        }
    }

    Round round() {
        return new Round();
    }

    void forget() {
        swept = new ConcurrentHashMap<>();
    }
}

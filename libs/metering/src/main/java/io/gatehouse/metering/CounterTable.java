package io.gatehouse.metering;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A hash table over the slots of a {@link CounterFile}: open addressing, keys on the heap as they
 * were first counted, totals in the file. Finding a key that is there takes no lock and allocates
 * nothing; the texts are compared, because action names are the caller's to choose and hashes of
 * texts can be made to meet. After {@link #LONGEST_WALK} slots a new key is refused, so that nobody
 * can make it slow either.
 *
 * <p>Three quarters are for keys as they come, the rest for the coarser keys that {@link
 * UsageCounters} falls back to.
 */
final class CounterTable {

    private static final int LONGEST_WALK = 64;
    private static final VarHandle KEYS = MethodHandles.arrayElementVarHandle(UsageKey[].class);

    private final CounterFile file;
    private final UsageKey[] keys;
    private final int mask;
    private final long hour;
    private int used;

    /**
     * @param file new, of a power of two of slots, whose hour has begun
     */
    CounterTable(CounterFile file) {
        this.file = file;
        this.keys = new UsageKey[file.slots()];
        this.mask = file.slots() - 1;
        this.hour = file.hour();
    }

    /** Of everything in it, since the epoch. */
    long hour() {
        return hour;
    }

    CounterFile file() {
        return file;
    }

    /** Counts one if the key is there. */
    boolean count(String account, String principal, String service, String action, long second) {
        int slot = home(account, principal, service, action);
        for (int walk = 0; walk < LONGEST_WALK; walk++) {
            UsageKey key = (UsageKey) KEYS.getAcquire(keys, slot);
            if (key == null) {
                return false;
            }
            if (key.is(account, principal, service, action)) {
                file.add(slot, second);
                return true;
            }
            slot = (slot + 1) & mask;
        }
        return false;
    }

    /** Counts one, and makes the key if it is not there; false when there is no room for it. */
    synchronized boolean countNew(UsageKey key, boolean isCoarse, long second) {
        if (count(key.account(), key.principal(), key.service(), key.action(), second)) {
            return true;
        }
        int limit = isCoarse ? mask - mask / 16 : mask - mask / 4;
        int slot = home(key.account(), key.principal(), key.service(), key.action());
        for (int walk = 0; used < limit && walk < LONGEST_WALK; walk++) {
            if (KEYS.getAcquire(keys, slot) == null) {
                if (!file.make(slot, key)) {
                    return false;
                }
                used++;
                file.add(slot, second);
                KEYS.setRelease(keys, slot, key);
                return true;
            }
            slot = (slot + 1) & mask;
        }
        return false;
    }

    /** Whether keys are refused because the table holds as many as it may. */
    synchronized boolean isFull() {
        return used >= mask - mask / 4;
    }

    private int home(String account, String principal, String service, String action) {
        long hash = account.hashCode() * 31L + principal.hashCode();
        hash = (hash * 0x9e3779b97f4a7c15L + service.hashCode()) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 29)) + action.hashCode() * 0xc4ceb9fe1a85ec53L;
        return (int) (hash >>> 32 ^ hash) & mask;
    }
}

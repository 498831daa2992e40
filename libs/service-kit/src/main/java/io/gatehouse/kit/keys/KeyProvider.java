package io.gatehouse.kit.keys;

/** Where keys come from. Safe for all threads. */
public interface KeyProvider {

    /**
     * The keys of that purpose as they are now; a rotation shows in a later call. Throws {@link
     * MissingKeyException} where there is none or where its file is not safe.
     */
    KeyRing ring(KeyPurpose purpose);
}

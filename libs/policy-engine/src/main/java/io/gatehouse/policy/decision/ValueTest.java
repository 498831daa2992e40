package io.gatehouse.policy.decision;

/**
 * The values that a policy lists for one key, ready to be compared with one value of the request.
 * Allocates nothing on the common path.
 */
interface ValueTest {

    /** No listed value matches. */
    int NO_MATCH = 0;

    /** One listed value matches. */
    int MATCH = 1;

    /** None matches, and a value could not be read as what the operator compares. */
    int FAILED = 2;

    /** One of the constants. */
    int test(String value, Evaluation evaluation);
}

package io.gatehouse.benchmarks.engine;

import java.util.List;

/**
 * Statement i of workload W, before it is put into any engine's language.
 *
 * @param region literal or {@code *}
 * @param account literal or {@code *}
 * @param resource sixth part of the ARN, a pattern, possibly with {@code ${aws:username}}
 * @param condition what is asked of the request beside
 */
record Rule(
        int index,
        boolean deny,
        String service,
        List<String> actionNames,
        String region,
        String account,
        String resource,
        Condition condition) {

    /** One condition, or none. */
    enum Condition {
        NONE,
        /** StringEquals svc:stage prod */
        STAGE,
        /** IpAddress aws:SourceIp 10.0.0.0/8 */
        ADDRESS,
        /** DateLessThan aws:CurrentTime 2030-01-01T00:00:00Z */
        BEFORE_2030
    }

    static final String STAGE = "prod";
    static final String NETWORK = "10.0.0.0/8";
    static final String END = "2030-01-01T00:00:00Z";

    List<String> actions() {
        return actionNames.stream().map(n -> n.equals("*") ? n : service + ":" + n).toList();
    }

    String arnPattern() {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }
}

package io.gatehouse.benchmarks.engine;

/**
 * One request of workload W.
 *
 * @param stage value of svc:stage
 * @param sourceIp value of aws:SourceIp
 * @param now value of aws:CurrentTime
 */
record Question(String action, String resource, String stage, String sourceIp, String now) {

    static final String USER = "alice";
    static final String ACCOUNT = "123456789012";
}

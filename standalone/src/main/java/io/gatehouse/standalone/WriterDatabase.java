package io.gatehouse.standalone;

import io.gatehouse.infra.PostgresServer;

/**
 * The database of a service that writes. Two roles know it: the owner, which Flyway alone uses, and
 * the one the service runs as, which has what the migrations grant it and nothing more (no UPDATE
 * or DELETE on events, for one).
 *
 * @param service {@code identity} or {@code policy}
 */
record WriterDatabase(String service) {

    String name() {
        return "gatehouse_" + service;
    }

    String role() {
        return "gatehouse_" + service;
    }

    String ownerRole() {
        return "gatehouse_" + service + "_owner";
    }

    /**
     * Makes database and roles where they are missing, and sets the roles' passwords to the data
     * directory's.
     */
    void ensure(PostgresServer postgres, DataDirectory data) {
        postgres.ensureRole(ownerRole(), data.password(ownerRole()));
        postgres.ensureRole(role(), data.password(role()));
        postgres.ensureDatabase(name(), ownerRole());
        postgres.allowConnect(name(), role());
    }
}

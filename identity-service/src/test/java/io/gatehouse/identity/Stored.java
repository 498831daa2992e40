package io.gatehouse.identity;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What stands in the database, as text. */
final class Stored {

    private Stored() {}

    /** Events, audit and outboxes: all that leaves or stays for ever. */
    static String everythingButSecrets() throws SQLException {
        StringBuilder text = new StringBuilder();
        for (String table : List.of("event", "audit", "outbox", "audit_outbox")) {
            text.append(rows("SELECT t::text FROM " + table + " t"));
            text.append(payloads(table));
        }
        return text.toString();
    }

    private static String payloads(String table) throws SQLException {
        String column = table.endsWith("outbox") ? "value" : "payload";
        return rows(
                "SELECT convert_from(%s, 'LATIN1') FROM %s WHERE %s IS NOT NULL"
                        .formatted(column, table, column));
    }

    static String rows(String query) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Connection connection =
                        DriverManager.getConnection(
                                IdentityEnvironment.database().jdbcUrl(),
                                IdentityEnvironment.database().owner().role(),
                                IdentityEnvironment.database().owner().password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
            }
        }
        return text.toString();
    }
}

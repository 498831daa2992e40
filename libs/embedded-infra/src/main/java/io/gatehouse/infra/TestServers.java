package io.gatehouse.infra;

import io.gatehouse.infra.TestDatabase.Login;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Where test databases are made. */
sealed interface TestServers {

    TestDatabase newDatabase(String name);

    TestDatabase copy(TestDatabase original, String name);

    /** In our own server. */
    record Embedded(PostgresServer server) implements TestServers {
        @Override
        public TestDatabase newDatabase(String name) {
            Login owner = new Login(name + "_owner", name + "-owner-password");
            Login app = new Login(name, name + "-app-password");
            server.ensureRole(owner.role(), owner.password());
            server.ensureRole(app.role(), app.password());
            server.ensureDatabase(name, owner.role());
            server.allowConnect(name, app.role());
            return new TestDatabase(server.host(), server.port(), name, owner, app);
        }

        @Override
        public TestDatabase copy(TestDatabase original, String name) {
            server.copyDatabase(original.name(), name, original.owner().role());
            server.allowConnect(name, original.app().role());
            return new TestDatabase(
                    original.host(), original.port(), name, original.owner(), original.app());
        }
    }

    /** In a server that somebody else runs, by its superuser. */
    record Foreign(String host, int port, Login superuser) implements TestServers {
        @Override
        public TestDatabase newDatabase(String name) {
            Login owner = new Login(name + "_owner", name + "-owner-password");
            Login app = new Login(name, name + "-app-password");
            execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(owner.role(), owner.password()));
            execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(app.role(), app.password()));
            execute("CREATE DATABASE %s OWNER %s".formatted(name, owner.role()));
            return new TestDatabase(host, port, name, owner, app);
        }

        @Override
        public TestDatabase copy(TestDatabase original, String name) {
            execute(
                    "CREATE DATABASE %s TEMPLATE %s OWNER %s"
                            .formatted(name, original.name(), original.owner().role()));
            return new TestDatabase(
                    original.host(), original.port(), name, original.owner(), original.app());
        }

        private void execute(String sql) {
            String url = "jdbc:postgresql://%s:%d/postgres".formatted(host, port);
            try (Connection connection =
                            DriverManager.getConnection(
                                    url, superuser.role(), superuser.password());
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException("could not prepare a test database", e);
            }
        }
    }
}

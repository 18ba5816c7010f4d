package org.pressroom.gateway.testing;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import org.pressroom.testkit.Migrations;
import org.pressroom.testkit.Servers;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * A database with the gateway's tables that no gateway uses, for a test that must have one to itself.
 *
 * @param connections a pool of them, as large as a gateway's
 */
public record OwnDatabase(Servers.Database server, ConnectionFactory connections) {

    public static OwnDatabase migrated() {
        Servers.Database empty = Servers.running().newDatabase();
        Migrations.common(empty, Migrations.LATEST);
        Migrations.program(empty, Migrations.LATEST);
        return of(empty);
    }

    private static OwnDatabase of(Servers.Database server) {
        return new OwnDatabase(
                server,
                ConnectionFactories.get(
                        server.r2dbcUrl().replace("r2dbc:", "r2dbc:pool:") + "?initialSize=1&maxSize=10"));
    }

    /** The same, reached through a relay on this machine. */
    public OwnDatabase behind(SilentRelay relay) {
        return of(new Servers.Database("127.0.0.1", relay.port(), server.name(), server.password()));
    }

    public DatabaseClient client() {
        return DatabaseClient.create(connections);
    }
}

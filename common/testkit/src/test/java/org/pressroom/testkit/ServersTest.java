package org.pressroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

@SpringJUnitConfig
@WithServers
@WithTokens
class ServersTest {
    private final Environment environment;

    ServersTest(@Autowired Environment environment) {
        this.environment = environment;
    }

    @Test
    void aProgramUnderTestIsToldOfADatabaseThatItOwns() throws Exception {
        String url = "jdbc:postgresql://" + environment.getRequiredProperty("pressroom.database.host") + ":"
                + environment.getRequiredProperty("pressroom.database.port") + "/"
                + environment.getRequiredProperty("pressroom.database.name");
        try (var connection = DriverManager.getConnection(
                        url,
                        environment.getRequiredProperty("pressroom.database.username"),
                        environment.getRequiredProperty("pressroom.database.password"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE mine (id bigint)");
            assertThat(statement.execute("SELECT * FROM mine")).isTrue();
        }
    }

    @Test
    void aProgramUnderTestIsToldOfABroker() throws Exception {
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", environment.getRequiredProperty("spring.kafka.bootstrap-servers")))) {
            admin.createTopics(List.of(new NewTopic("made", 2, (short) 1)))
                    .all()
                    .get();
            assertThat(admin.listTopics().names().get()).contains("made");
        }
    }

    @Test
    void aServiceUnderTestIsToldOfTheKeys() {
        assertThat(environment.getProperty("pressroom.security.keys-uri"))
                .isEqualTo(Tokens.keysUri().toString());
    }

    @Test
    void eachDatabaseIsAnother() {
        Servers servers = Servers.running();
        assertThat(servers.newDatabase().name())
                .isNotEqualTo(servers.newDatabase().name());
        assertThat(Servers.running()).isSameAs(servers);
    }
}

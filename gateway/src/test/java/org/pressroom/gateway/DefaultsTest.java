package org.pressroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.keys.InternalProperties;
import org.pressroom.gateway.keys.KeyProperties;
import org.pressroom.gateway.limits.LimitsProperties;
import org.pressroom.gateway.principals.PrincipalProperties;
import org.pressroom.gateway.protection.ProtectionProperties;
import org.pressroom.gateway.services.ServiceProperties;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.unit.DataSize;

/** What is allowed where nobody configures anything. The README says most of it. */
class DefaultsTest {

    private static <T> T unset(Class<T> properties) {
        return new Binder(new MapConfigurationPropertySource()).bindOrCreate("any", properties);
    }

    @Test
    void budgets() {
        assertThat(unset(LimitsProperties.class))
                .isEqualTo(new LimitsProperties(
                        true,
                        new LimitsProperties.Reads(1000, Duration.ofMillis(10)),
                        new LimitsProperties.Writes(300, Duration.ofMillis(50)),
                        new LimitsProperties.Posts(60, Duration.ofSeconds(1)),
                        null,
                        64,
                        50,
                        0));
    }

    @Test
    void streamsThatServicesAreAskedFor() {
        assertThat(unset(ServiceProperties.class).mostStreams()).isEqualTo(1000);
    }

    @Test
    void signingKeys() {
        assertThat(unset(KeyProperties.class).rotateAfter()).isEqualTo(Duration.ofDays(30));
    }

    /** With what the program's own files say. */
    private static <T> T shipped(String prefix, Class<T> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return Binder.get(environment).bindOrCreate(prefix, properties);
    }

    @Test
    void theKeysAreForThisMachineAlone() {
        assertThat(shipped("pressroom.internal", InternalProperties.class))
                .isEqualTo(new InternalProperties(9005, "127.0.0.1"));
    }

    @Test
    void servicesAreWhereTheyListenByDefault() {
        assertThat(shipped("pressroom.services", ServiceProperties.class))
                .isEqualTo(new ServiceProperties(
                        List.of(URI.create("http://127.0.0.1:9001")),
                        List.of(URI.create("http://127.0.0.1:9002")),
                        List.of(URI.create("http://127.0.0.1:9003")),
                        1000));
    }

    @Test
    void bodies() {
        ProtectionProperties protection = unset(ProtectionProperties.class);
        assertThat(protection.mostBody()).isEqualTo(DataSize.ofMegabytes(1));
        assertThat(protection.mostComment()).isEqualTo(DataSize.ofKilobytes(128));
        assertThat(protection.mostForm()).isEqualTo(DataSize.ofKilobytes(16));
        assertThat(protection.hosts()).isEmpty();
        assertThat(protection.bodies())
                .isEqualTo(new ProtectionProperties.Bodies(
                        DataSize.ofMegabytes(8),
                        DataSize.ofMegabytes(8),
                        DataSize.ofMegabytes(2),
                        DataSize.ofMegabytes(2)));
    }

    @Test
    void sessions() {
        PrincipalProperties principals = unset(PrincipalProperties.class);
        assertThat(principals.trustedProxies()).isEmpty();
        assertThat(principals.remembered()).isEqualTo(Duration.ofSeconds(5));
        assertThat(principals.sessionIdle()).isEqualTo(Duration.ofDays(7));
        assertThat(principals.sessionLifetime()).isEqualTo(Duration.ofDays(30));
    }
}

package org.pressroom.gateway.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.gateway.limits.SharedLimiters;
import org.pressroom.gateway.secrets.SecretProperties;
import org.pressroom.gateway.secrets.SiteSecret;
import org.pressroom.gateway.testing.OwnDatabase;
import org.pressroom.gateway.testing.SilentRelay;
import org.springframework.r2dbc.core.DatabaseClient;

/** Sign-ins at gateways that run side by side on one database. */
class SignInAcrossGatewaysTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String HOME = "198.51.100.7";

    private static final OwnDatabase OWN = OwnDatabase.migrated();
    private static final DatabaseClient DATABASE = OWN.client();

    private final List<Gateway> gateways = List.of(new Gateway(DATABASE), new Gateway(DATABASE));

    private record Gateway(SharedLimiters limits, SignInThrottle throttle) {

        private Gateway(DatabaseClient database) {
            this(new SharedLimiters(database, SOON), database);
        }

        private Gateway(SharedLimiters limits, DatabaseClient database) {
            this(
                    limits,
                    new SignInThrottle(
                            limits.limiters(),
                            new KnownPlaceRepository(
                                    database,
                                    new SiteSecret(new SecretProperties("a secret that is long enough for a test")),
                                    Clock.systemUTC()),
                            Clock.systemUTC()));
        }

        private SignInThrottle.Attempt begin(String username, String address) {
            return Objects.requireNonNull(
                    throttle.begin(username, address, null).block(SOON));
        }

        private boolean looksAt(String username, String address) {
            try {
                begin(username, address);
                return true;
            } catch (ProblemException tooMany) {
                assertThat(tooMany.status().value()).isEqualTo(429);
                return false;
            }
        }
    }

    @BeforeEach
    void nobodyIsKnown() {
        DATABASE.sql("DELETE FROM known_place").then().block(SOON);
        DATABASE.sql("DELETE FROM rate_limit_bucket").then().block(SOON);
    }

    /** Each try at another gateway than the one before. */
    private int guesses(IntFunction<String> username, IntFunction<String> address) {
        int refusals = 0;
        int i = 0;
        while (refusals < gateways.size()) {
            refusals =
                    gateways.get(i % gateways.size()).looksAt(username.apply(i), address.apply(i)) ? 0 : refusals + 1;
            i++;
        }
        return i - refusals;
    }

    @Test
    void whoGuessesAtAllGatewaysIsSlowedDownAsAtOne() {
        assertThat(guesses(i -> "ada", i -> HOME)).isEqualTo(10);
        assertThat(guesses(i -> "user" + i, i -> HOME)).isEqualTo(40);
        assertThat(guesses(i -> "grace", i -> "203.0.113." + i % 250)).isEqualTo(60);
    }

    @Test
    void whatWasRightCountsNowhere() {
        for (int i = 0; i < 30; i++) {
            Gateway gateway = gateways.get(i % 2);
            gateway.begin("ada", HOME).right().block(SOON);
            gateway.limits().exchange();
            DATABASE.sql("DELETE FROM known_place").then().block(SOON);
        }
        assertThat(guesses(i -> "ada", i -> HOME)).isEqualTo(10);
    }

    @Test
    void whereSomebodyHasSignedInIsKnownToAllGatewaysAndAfterARestart() {
        gateways.get(0).begin("ada", HOME).right().block(SOON);
        assertThat(gateways.get(1).begin("ada", HOME).isFromKnownPlace()).isTrue();
        assertThat(new Gateway(DATABASE).begin("ada", HOME).isFromKnownPlace()).isTrue();
        assertThat(new Gateway(DATABASE).begin("grace", HOME).isFromKnownPlace())
                .isFalse();
    }

    private enum Fault {
        CUT,
        SILENT
    }

    @ParameterizedTest
    @EnumSource
    void withoutADatabaseOneGatewayCountsAndNobodyWaitsLong(Fault fault) {
        try (SilentRelay relay =
                new SilentRelay(OWN.server().host(), OWN.server().port())) {
            DatabaseClient behind = OWN.behind(relay).client();
            Gateway far = new Gateway(new SharedLimiters(behind, Duration.ofSeconds(1)), behind);
            far.begin("ada", HOME).unchecked();
            switch (fault) {
                case CUT -> relay.cut();
                case SILENT -> relay.fallSilent();
            }
            long begun = System.nanoTime();
            far.begin("ada", HOME).right().block(SOON);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            int looked = 0;
            while (far.looksAt("ada", HOME)) {
                looked++;
            }
            assertThat(looked).isEqualTo(10);
        }
    }
}

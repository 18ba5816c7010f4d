package org.pressroom.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final Path ROOT = Path.of("project");

    @Test
    void nothingSaidMeansASuiteOfItsOwn() {
        assertThat(Options.parse(ROOT, List.of()).site()).isNull();
    }

    @Test
    void aRunningSuiteIsNamedByItsAddresses() {
        Options options = Options.parse(
                ROOT, List.of("--site", "http://localhost:9000/", "--mail", "http://localhost:9025", "--data", "d"));
        assertThat(options.site()).isEqualTo(URI.create("http://localhost:9000"));
        assertThat(options.data()).isEqualTo(Path.of("d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org", "http://10.0.0.1:9000", "localhost"})
    void noOtherMachineIsMeasured(String site) {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(ROOT, List.of("--site", site)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "301", "x"})
    void theTimeHasLimits(String seconds) {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(ROOT, List.of("--seconds", seconds)));
    }

    @Test
    void twoOfEachAreMeasuredInSuitesOfItsOwn() {
        assertThat(Options.parse(ROOT, List.of("--two-of-each", "--seconds", "60"))
                        .twoOfEach())
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(ROOT, List.of("--site", "http://localhost:9000", "--two-of-each")));
    }

    @Test
    void peersAreMeasuredBesideASuiteOfItsOwn() {
        assertThat(Options.parse(ROOT, List.of("--peers", "others")).peers()).isEqualTo(Path.of("others"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(ROOT, List.of("--site", "http://localhost:9000", "--peers", "others")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(ROOT, List.of("--two-of-each", "--peers", "others")));
    }
}

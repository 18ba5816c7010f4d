package org.pressroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pressroom.local.folder.CannotStartException;

class OptionsTest {
    private static final Path DATA = Path.of("/somewhere/data");

    @Test
    void nothingSaidMeansTheDefaults() throws Exception {
        assertThat(parse()).isEqualTo(new Options(9000, 9025, DATA, false, false, false, Scale.ONE_OF_EACH, false));
    }

    @Test
    void theMailboxIsBesideTheSite() throws Exception {
        assertThat(parse("--port", "8000").mailPort()).isEqualTo(8025);
        assertThat(parse("--port=8000", "--mail-port=1").mailPort()).isOne();
        assertThat(parse("--port", "65530").mailPort()).isEqualTo(65505);
    }

    @Test
    void allCanBeSaid() throws Exception {
        assertThat(parse("--data", "/other/./folder", "--fresh", "--empty", "--help"))
                .isEqualTo(
                        new Options(9000, 9025, Path.of("/other/folder"), true, true, false, Scale.ONE_OF_EACH, true));
        assertThat(parse("--prepare").prepare()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "--prot 1, there is no option --prot",
        "extra, there is no option extra",
        "--port, --port needs a value",
        "--data=, --data needs a value",
        "--port 0, --port needs a port",
        "--port 65536, --port needs a port",
        "--port many, not many",
        "--fresh=yes, --fresh takes no value",
        "--prepare --fresh, --prepare leaves all data alone",
        "--mail-port 9000, cannot share port 9000",
        "--scale gateway, --scale takes PROGRAM=N",
        "--scale gateway=0, --scale takes 1 to 9 of a program",
        "--scale gateway=10, --scale takes 1 to 9 of a program",
        "--scale gateways=2, 'there are gateway, article-service, comment-service, subscription-service'",
        "'--scale=gateway=2,gateway=3', --scale names gateway twice",
        "'--scale=gateway=2,', --scale takes PROGRAM=N"
    })
    void whatIsWrongIsSaid(String arguments, String message) {
        assertThatThrownBy(() -> parse(arguments.split(" ")))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining(message);
    }

    @Test
    void eachProgramCanHaveSeveralProcesses() throws Exception {
        assertThat(parse("--scale", "comment-service=3,gateway=2").scale().instances())
                .extracting(Scale.Instance::name)
                .containsExactly(
                        "gateway",
                        "article-service",
                        "comment-service",
                        "subscription-service",
                        "gateway-2",
                        "comment-service-2",
                        "comment-service-3");
        assertThat(parse("--scale=article-service=1").scale().instances()).isEqualTo(Scale.ONE_OF_EACH.instances());
    }

    private static Options parse(String... arguments) throws CannotStartException {
        return Options.parse(List.of(arguments), DATA);
    }
}

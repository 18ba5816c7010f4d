package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pressroom.common.validation.TextLimits;

/** Every limit that a form of the site or the desk has of its own, against that of the service which takes the field. */
class FormLimitsTest {

    private static final Path RESOURCES = Path.of("src/main/resources");

    /** Where browsers count as the service does: what is an address, or the address of a page. */
    private static final Map<String, Integer> ADDRESSES = Map.of(
            "email", TextLimits.EMAIL,
            "website", TextLimits.WEBSITE,
            "slug", TextLimits.SLUG,
            "cover.url", TextLimits.COVER,
            "seo.canonicalUrl", TextLimits.COVER);

    /** Browsers cut words that are too long without a word, and count an emoji twice: the service says it instead. */
    private static final List<String> WORDS = List.of(
            "body",
            "name",
            "title",
            "summary",
            "category",
            "tags",
            "cover.alt",
            "seo.title",
            "seo.description",
            "password",
            "q");

    private static final Pattern CONTROL =
            Pattern.compile("<(?:input|textarea)\\b[^>]*>|h\\('(?:input|textarea)', \\{[^}]*}");
    private static final Pattern NAME = Pattern.compile("(?:\\bname=\"|\\bid: ')([a-zA-Z.]+)");
    private static final Pattern LIMIT = Pattern.compile("\\b(?:max|min)length(?:=\"|: )([0-9]+)");

    /** Browsers take fewer addresses for addresses than the services do, which take those of RFC 6530. */
    @Test
    void noFormLeavesItToTheBrowserWhatIsAnAddress() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(html|js)"))
                    .toList()) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContain("type=\"email\"", "type=\"url\"", "type: 'email'", "type: 'url'");
            }
        }
    }

    @Test
    void noFormHasALimitThatTheServiceHasNot() throws IOException {
        int compared = 0;
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(html|js)"))
                    .toList()) {
                Matcher controls = CONTROL.matcher(Files.readString(file));
                while (controls.find()) {
                    Matcher name = NAME.matcher(controls.group());
                    Matcher limit = LIMIT.matcher(controls.group());
                    if (name.find() && (limit.find() || ADDRESSES.containsKey(name.group(1)))) {
                        assertThat(WORDS).as(file + ": " + controls.group()).doesNotContain(name.group(1));
                        assertThat(limit.reset().find())
                                .as(file + ": " + controls.group())
                                .isTrue();
                        assertThat(Integer.parseInt(limit.group(1)))
                                .as(file + ": " + controls.group())
                                .isEqualTo(ADDRESSES.get(name.group(1)));
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(5);
    }
}

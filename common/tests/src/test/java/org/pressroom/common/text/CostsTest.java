package org.pressroom.common.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pressroom.testkit.CostlyText;

/** Rules about texts are asked on event loops, some of them before anybody has looked how long the text is. */
class CostsTest {

    /** As much as a whole body holds. */
    private static final int WHOLE_BODY = 50_000;

    /** So that nothing hangs; each takes some milliseconds. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    static Map<String, Consumer<String>> rules() {
        return Map.ofEntries(
                Map.entry("composed", Names::composed),
                Map.entry("plain", Names::plain),
                Map.entry("key of a name", Names::key),
                Map.entry("username", Names::username),
                Map.entry("password", Names::password),
                // Only asked about names, whose length was looked at.
                Map.entry("look", text -> LookAlike.of(text.substring(0, Math.min(text.length(), 2_000)))),
                Map.entry("slug of a name", Slug::derive),
                Map.entry("whether it is a slug", Slug::isValid),
                Map.entry("the shape of a slug", text -> Pattern.matches(Slug.PATTERN, text)),
                Map.entry("host", Hosts::ascii),
                Map.entry("host of a label", text -> Hosts.ascii("xn--" + text + ".example")),
                Map.entry("host as people read it", Hosts::readable),
                Map.entry("mail address", text -> EmailAddress.of("a" + text + "@example.org")),
                Map.entry("mail address at a host", text -> EmailAddress.of("a@a" + text + ".example")),
                Map.entry("web address", text -> WebAddresses.isWebAddress("https://a" + text + ".example/")),
                Map.entry("web address of a path", text -> WebAddresses.isWebAddress("https://example.org/" + text)),
                Map.entry("path", text -> WebAddresses.isPath("/" + text)),
                Map.entry("whether it shows anything", Shown::isBlank),
                Map.entry("line breaks", LineBreaks::plain));
    }

    static Set<String> ruleNames() {
        return rules().keySet();
    }

    @ParameterizedTest
    @MethodSource("ruleNames")
    void noTextHangsARule(String name) {
        Consumer<String> rule = Objects.requireNonNull(rules().get(name));
        Stream.of(200, WHOLE_BODY)
                .flatMap(length -> CostlyText.of("a", length))
                .forEach(text -> assertTimeoutPreemptively(
                        LIMIT, () -> rule.accept(text), () -> name + " of " + text.substring(0, 20)));
    }

    /** Whatever has more marks over a letter than any language keeps what is seen of it, and comes to one form. */
    @Test
    void manyMarksStayAndAgree() {
        String marks = "\u0301\u0327".repeat(200);
        String composed = Names.composed("a" + marks + "b");
        assertThat(composed.codePoints().filter(point -> point == 0x0327)).hasSize(200);
        assertThat(composed).startsWith("\u00E1").endsWith("b");
        assertThat(Names.composed(composed)).isEqualTo(composed);
        assertThat(Names.key(composed)).isEqualTo(Names.key("A" + marks + "B"));
        // Vietnamese and pointed Hebrew have some.
        String usual = "Ti\u1EBFng Vi\u1EC7t \u05D1\u05BC\u05B0\u05E8\u05B5\u05D0\u05E9\u05B4\u05C1\u05D9\u05EA";
        assertThat(Names.composed(usual).codePoints()).doesNotContain(0x034F);
    }
}

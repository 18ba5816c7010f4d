package org.pressroom.gateway.views;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells programs from people by what they call themselves: by the list of crawler-user-agents, and a few words more. Browsers
 * all begin alike, and what says nothing of itself is none. Who wants to be taken for a browser is.
 */
final class Robots {

    private static final String LIST = "crawler-user-agents.txt";

    /** As all browsers begin, for reasons of the 1990s. */
    private static final String BROWSER = "Mozilla/5.0 ";

    private static final Pattern WORDS =
            Pattern.compile("bot\\b|crawl|spider|headless|selenium|puppeteer|\\+?https?://", Pattern.CASE_INSENSITIVE);

    /** Longer ones are nobody's. */
    private static final int LONGEST = 512;

    private final List<Pattern> patterns = read();
    private final Remembered<Boolean> known = new Remembered<>(this::isListed);

    private static List<Pattern> read() {
        try (InputStream list = Objects.requireNonNull(Robots.class.getResourceAsStream(LIST), LIST)) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(Pattern::compile)
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Whether somebody who calls itself so is a program. It is looked at once, which takes a part of a millisecond. */
    boolean include(@Nullable String userAgent) {
        return userAgent == null
                || userAgent.length() > LONGEST
                || !userAgent.startsWith(BROWSER)
                || known.of(userAgent);
    }

    private boolean isListed(String userAgent) {
        return WORDS.matcher(userAgent).find()
                || patterns.stream()
                        .anyMatch(pattern -> pattern.matcher(userAgent).find());
    }
}

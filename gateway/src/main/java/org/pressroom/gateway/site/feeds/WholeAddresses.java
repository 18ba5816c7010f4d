package org.pressroom.gateway.site.feeds;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an article links to and shows, by whole addresses: where a feed is read, none can be relative to its page. */
final class WholeAddresses {

    private static final Set<String> ADDRESSES = Set.of("href", "src", "cite", "poster");
    private static final String SEVERAL = "srcset";

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);
    private static final Pattern BETWEEN_SEVERAL = Pattern.compile(",\\s+");
    private static final String ENDS_NAME = " \t\n\r\f/>=";
    private static final String ENDS_VALUE = " \t\n\r\f>";

    private final String html;
    private final String page;
    private final StringBuilder whole;
    private int done;
    private int place;

    private WholeAddresses(String html, String page) {
        this.html = html;
        this.page = page;
        this.whole = new StringBuilder(html.length() + html.length() / 4);
    }

    /**
     * The same with whole addresses.
     *
     * @param html as a service cleaned it
     * @param page the address that it stands at
     */
    static String in(String html, String page) {
        return new WholeAddresses(html, page).read();
    }

    private String read() {
        for (place = html.indexOf('<'); place >= 0; place = html.indexOf('<', place)) {
            place++;
            if (place < html.length() && Character.isLetter(html.charAt(place))) {
                skipTo(ENDS_NAME);
                readAttributes();
            }
        }
        return whole.append(html, done, html.length()).toString();
    }

    /** Up to the end of a tag. */
    private void readAttributes() {
        while (place < html.length() && html.charAt(place) != '>') {
            int start = place;
            skipTo(ENDS_NAME);
            String name = html.substring(start, place).toLowerCase(Locale.ROOT);
            skipBlanks();
            if (place < html.length() && html.charAt(place) == '=') {
                place++;
                skipBlanks();
                readValue(name);
            } else if (place == start) {
                // A blank, or a slash.
                place++;
            }
        }
    }

    private void readValue(String name) {
        char quote = place < html.length() ? html.charAt(place) : ' ';
        boolean quoted = quote == '"' || quote == '\'';
        if (quoted) {
            place++;
        }
        int start = place;
        skipTo(quoted ? String.valueOf(quote) : ENDS_VALUE);
        if (ADDRESSES.contains(name) || name.equals(SEVERAL)) {
            String value = html.substring(start, place);
            whole.append(html, done, start).append(name.equals(SEVERAL) ? ofSeveral(value) : of(value, page));
            done = place;
        }
        if (quoted) {
            place = Math.min(place + 1, html.length());
        }
    }

    private void skipTo(String ends) {
        while (place < html.length() && ends.indexOf(html.charAt(place)) < 0) {
            place++;
        }
    }

    private void skipBlanks() {
        while (place < html.length() && Character.isWhitespace(html.charAt(place))) {
            place++;
        }
    }

    private String ofSeveral(String candidates) {
        return Arrays.stream(BETWEEN_SEVERAL.split(candidates.strip(), -1))
                .map(candidate -> of(candidate, page))
                .collect(Collectors.joining(", "));
    }

    /**
     * A whole address.
     *
     * @param address as an attribute has it, escaped or not
     */
    static String of(String address, String page) {
        String link = address.strip();
        if (link.isEmpty() || link.startsWith("#") || link.startsWith("?")) {
            return page + link;
        } else if (link.startsWith("//")) {
            return URI.create(page).getScheme() + ":" + link;
        } else if (link.startsWith("/")) {
            return page.substring(0, page.indexOf('/', page.indexOf("//") + 2)) + link;
        }
        return SCHEME.matcher(link).matches() ? link : page.substring(0, page.lastIndexOf('/') + 1) + link;
    }
}

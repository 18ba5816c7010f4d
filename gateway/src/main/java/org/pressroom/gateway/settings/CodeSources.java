package org.pressroom.gateway.settings;

import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.pressroom.common.text.Sha256;

/**
 * What the code that a publisher adds to pages may load and run, as Content Security Policy Level 3 says it: the scripts and
 * styles that stand in it by their hashes, what it names by its origin, and the origins that were named besides.
 */
public final class CodeSources {

    private static final String SCRIPTS = "script-src";
    private static final String STYLES = "style-src";
    private static final String CALLS = "connect-src";
    private static final String FRAMES = "frame-src";
    private static final String FONTS = "font-src";

    private CodeSources() {}

    /** The sources by the names of their directives; none where there is no code. */
    public static Map<String, Set<String>> of(SiteSettings settings) {
        SiteSettings.Code code = settings.code();
        if (code == null) {
            return Map.of();
        }
        Map<String, Set<String>> sources = new TreeMap<>();
        for (String html : texts(code)) {
            Document parsed = Jsoup.parseBodyFragment(html);
            for (Element script : parsed.select("script")) {
                if (script.hasAttr("src")) {
                    origin(script.attr("src")).ifPresent(origin -> {
                        add(sources, SCRIPTS, List.of(origin));
                        // What counts readers tells the server that it came from.
                        add(sources, CALLS, List.of(origin));
                    });
                } else {
                    add(sources, SCRIPTS, List.of(hash(script.data())));
                }
            }
            parsed.select("style").forEach(style -> add(sources, STYLES, List.of(hash(style.data()))));
            parsed.select("link[href]")
                    .forEach(link -> origin(link.attr("href")).ifPresent(origin -> {
                        if (link.attr("rel").toLowerCase(Locale.ROOT).contains("stylesheet")) {
                            add(sources, STYLES, List.of(origin));
                            add(sources, FONTS, List.of(origin));
                        }
                    }));
            parsed.select("iframe[src]").forEach(frame -> origin(frame.attr("src"))
                    .ifPresent(origin -> add(sources, FRAMES, List.of(origin))));
        }
        List<String> named = code.origins() == null ? List.of() : code.origins();
        if (!named.isEmpty()) {
            List.of(SCRIPTS, STYLES, CALLS, FRAMES, FONTS).forEach(directive -> add(sources, directive, named));
        }
        return sources;
    }

    private static List<String> texts(SiteSettings.Code code) {
        List<String> texts = new ArrayList<>();
        if (code.head() != null) {
            texts.add(code.head());
        }
        if (code.foot() != null) {
            texts.add(code.foot());
        }
        return texts;
    }

    private static void add(Map<String, Set<String>> sources, String directive, Collection<String> added) {
        sources.computeIfAbsent(directive, name -> new TreeSet<>()).addAll(added);
    }

    /** A policy has no room for what is no origin, and of this site everything may be loaded anyway. */
    private static Optional<String> origin(String address) {
        try {
            URI uri = URI.create(address.startsWith("//") ? "https:" + address : address.strip());
            String host = uri.getHost();
            return host == null || !"https".equalsIgnoreCase(uri.getScheme())
                    ? Optional.empty()
                    : Optional.of("https://" + host.toLowerCase(Locale.ROOT)
                            + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** As a policy names a script or a style that stands in a page. */
    public static String hash(String text) {
        return "'sha256-" + Base64.getEncoder().encodeToString(Sha256.of(text)) + "'";
    }
}

package org.pressroom.gateway.sessions;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/**
 * What a browser says of itself, in the two words by which its owner tells it from others. No more of it is kept: it is a
 * trace of a person.
 */
@PlainJava
final class BrowserName {

    private static final int LONGEST_LOOKED_AT = 500;

    /** In this order, since browsers name those that they are like, too. */
    private static final Map<String, String> BROWSERS = inOrder(
            "edg",
            "Edge",
            "opr/",
            "Opera",
            "samsungbrowser",
            "Samsung Internet",
            "firefox",
            "Firefox",
            "fxios",
            "Firefox",
            "crios",
            "Chrome",
            "chrome",
            "Chrome",
            "safari",
            "Safari");

    private static final Map<String, String> SYSTEMS = inOrder(
            "iphone",
            "iPhone",
            "ipad",
            "iPad",
            "android",
            "Android",
            "windows",
            "Windows",
            "mac os",
            "macOS",
            "cros",
            "ChromeOS",
            "linux",
            "Linux");

    private BrowserName() {}

    /** Such as {@code Firefox on Linux}; null where it is none that is known. */
    static @Nullable String of(@Nullable String userAgent) {
        if (userAgent == null) {
            return null;
        }
        String text = userAgent
                .substring(0, Math.min(userAgent.length(), LONGEST_LOOKED_AT))
                .toLowerCase(Locale.ROOT);
        String browser = first(BROWSERS, text);
        String system = first(SYSTEMS, text);
        return browser == null || system == null ? browser : browser + " on " + system;
    }

    private static @Nullable String first(Map<String, String> names, String text) {
        return names.entrySet().stream()
                .filter(name -> text.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static Map<String, String> inOrder(String... signsAndNames) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < signsAndNames.length; i += 2) {
            names.put(signsAndNames[i], signsAndNames[i + 1]);
        }
        return names;
    }
}

package org.pressroom.common.text;

/** The tables that the rules about texts live by. */
public final class TextData {

    private TextData() {}

    /** Reads the tables from their files: done at the start, since it blocks, and rules are asked on event loops. */
    public static void load() {
        Names.key("Ä \u200b");
        // Two emoji that make one.
        Names.key("\u2764\uFE0F\u200D\uD83D\uDD25");
        // Letters that join, and one that could.
        Names.key("\u0647\u200c\u0627\u094d\u200d");
        Names.plain("Ä\uff21");
        LookAlike.of("Ä\uff21\u202e");
        Names.username("Ä\uff21");
        Names.password("Ä");
        // The second is known by its Unicode name alone.
        Slug.derive("Ä\u2d30\ud835\udc00");
        // In letters of both directions, and with what is checked by its neighbours.
        Hosts.ascii("ä.example");
        Hosts.readable("xn--4ca.example");
        Hosts.ascii("\u0627\u062e.\u0dc1\u0dca\u200d\u0dbb.example");
        EmailAddress.of("a@ä.example");
    }
}

package org.pressroom.testkit;

import java.util.List;

/** Texts that are slugs and others that are none, for the tests of every entrance that takes them. */
public final class SlugExamples {

    public static final List<String> TAKEN = List.of(
            "a", "7", "ink", "of-paper-and-ink", "2026-11-27", "a".repeat(100), "019a0000-0000-7000-8000-000000000001");

    public static final List<String> REFUSED = List.of(
            "",
            " ",
            "Ink",
            "ink-",
            "-ink",
            "of--ink",
            "of ink",
            "of_ink",
            "ink\n",
            "ink/well",
            "tinte-für-alle",
            "чернила",
            "墨",
            "حبر",
            "स्याही",
            "ｉｎｋ",
            "١٢",
            "a".repeat(101));

    private SlugExamples() {}
}

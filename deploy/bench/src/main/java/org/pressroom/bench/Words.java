package org.pressroom.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Texts that differ from each other, so that no moderation rule takes them for a campaign. */
final class Words {
    private static final List<String> WORDS = List.of(
            "harbour", "lantern", "meadow", "copper", "whistle", "orchard", "granite", "feather", "compass", "thunder",
            "velvet", "saddle", "pepper", "glacier", "ribbon", "mirror", "anchor", "cinder", "willow", "marble",
            "canyon", "barley", "ember", "falcon", "ginger", "hollow", "island", "jigsaw", "kettle", "ladder");
    private static final AtomicLong NEXT = new AtomicLong(System.currentTimeMillis() * 1000);
    private static final int PARAGRAPHS = 12;
    private static final int SENTENCES = 5;

    private Words() {}

    static String sentence() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        List<String> words = new ArrayList<>();
        for (int count = random.nextInt(6, 20); count > 0; count--) {
            words.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return String.join(" ", words) + " " + Long.toString(NEXT.getAndIncrement(), 36) + ".";
    }

    /** About 6 KB, as an article may be. */
    static String article() {
        StringBuilder text = new StringBuilder();
        for (int paragraph = 0; paragraph < PARAGRAPHS; paragraph++) {
            for (int sentence = 0; sentence < SENTENCES; sentence++) {
                text.append(sentence()).append(' ');
            }
            text.append("\n\n");
        }
        return text.toString();
    }

    static String name() {
        return Long.toString(NEXT.getAndIncrement(), 36);
    }

    static String address() {
        return "bench-" + name() + "@reader.example";
    }
}

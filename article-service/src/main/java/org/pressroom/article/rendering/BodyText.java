package org.pressroom.article.rendering;

import org.jsoup.Jsoup;

/** What a body says. */
public final class BodyText {

    private BodyText() {}

    /** The words of rendered HTML on one line, without what only guides through it, such as marks of footnotes. */
    public static String of(String html) {
        PlainText text = new PlainText();
        Jsoup.parseBodyFragment(html).body().traverse(text);
        return text.whole();
    }
}

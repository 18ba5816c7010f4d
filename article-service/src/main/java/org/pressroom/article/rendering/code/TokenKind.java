package org.pressroom.article.rendering.code;

import java.util.Locale;

/** What a piece of code is to its readers. Each has a colour of its own on the site. */
public enum TokenKind {
    KEYWORD,
    STRING,
    COMMENT,
    NUMBER,
    /** Such as annotations, keys, attributes, headings. */
    NAME,
    TAG,
    VARIABLE,
    INSERTED,
    DELETED;

    /** What styles know it by. */
    public String cssClass() {
        return "code-" + name().toLowerCase(Locale.ROOT);
    }
}

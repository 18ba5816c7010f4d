package org.pressroom.article.rendering.code;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Highlights source code in the languages that people write about. Reads each character a bounded number of times,
 * whatever the code is made of; what is no code of its language is highlighted as far as it looks like it.
 */
public final class CodeHighlighter {

    private final Language language;

    private CodeHighlighter(Language language) {
        this.language = language;
    }

    /** The one for a language by a name of it, such as {@code js}; empty for languages that it does not know. */
    public static Optional<CodeHighlighter> of(String name) {
        return Optional.ofNullable(Languages.BY_NAME.get(name.toLowerCase(Locale.ROOT)))
                .map(CodeHighlighter::new);
    }

    /** What readers call the language. */
    public String languageName() {
        return language.name();
    }

    /** What of the code is more than plain, in order. */
    public List<Token> tokens(String code) {
        return tokens(new Code(code));
    }

    List<Token> tokens(Code code) {
        language.scanner().scan(code);
        return code.tokens();
    }

    /** A language by what readers call it. */
    record Language(String name, Scanner scanner) {}

    /** Goes through code once. */
    @FunctionalInterface
    interface Scanner {
        void scan(Code code);
    }

    /** All names, for tests. */
    static Map<String, Language> all() {
        return Languages.BY_NAME;
    }
}

package org.pressroom.gateway.apidocs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text of the document: paragraphs, and code between backticks within them. */
public record Prose(List<List<Piece>> paragraphs) {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");

    /** Words of one kind. */
    public record Piece(String text, boolean code) {}

    static Prose of(String text) {
        return new Prose(Arrays.stream(text.split("\n\n", -1))
                .filter(paragraph -> !paragraph.isBlank())
                .map(paragraph -> pieces(CODE, 1, sentence(paragraph)))
                .toList());
    }

    public boolean isEmpty() {
        return paragraphs.isEmpty();
    }

    /** A path, whose variables are code. */
    static List<Piece> path(String path) {
        return pieces(VARIABLE, 0, path);
    }

    private static List<Piece> pieces(Pattern code, int group, String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher found = code.matcher(text);
        int end = 0;
        while (found.find()) {
            add(pieces, text.substring(end, found.start()), false);
            add(pieces, found.group(group), true);
            end = found.end();
        }
        add(pieces, text.substring(end), false);
        return List.copyOf(pieces);
    }

    private static void add(List<Piece> pieces, String text, boolean code) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, code));
        }
    }

    /** Ends as sentences do, which comments of parameters do not. */
    private static String sentence(String text) {
        return text.matches("(?s).*[.!?:;]") ? text : text + ".";
    }
}

package org.pressroom.testkit;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Texts made to exhaust whoever renders them, from Markdown's and HTML's own pieces; the same for the same seed. */
public final class AwkwardMarkup {

    /** What opens, closes, separates or nests something, or nearly does. */
    public static final List<String> PIECES = List.of(
            "<?",
            "?>",
            "<!",
            "<!A ",
            "<!--",
            "-->",
            "<!-->",
            "--",
            "<![CDATA[",
            "]]>",
            "<",
            ">",
            "</",
            "</a",
            "</a>",
            "<a ",
            "<a>",
            "<a b",
            "<a b=",
            "<a b=c ",
            "<a b='",
            "<a b=\"",
            "<a b=\"'",
            "'",
            "\"",
            "a=b ",
            "<b>",
            "<i>",
            "<b><i>",
            "</b>",
            "<p>",
            "<div>",
            "</div>",
            "<ul><li>",
            "<blockquote>",
            "<table>",
            "<tr>",
            "<td>",
            "<h1>",
            "<span dir=rtl>",
            "<ruby>a<rt>",
            "<details><summary>",
            "<svg>",
            "<math>",
            "<math><mfrac><mi>",
            "<mspace/>",
            "<annotation>",
            "<svg><title>",
            "<q>",
            "<ol reversed><li>",
            "<sup>2</sup>",
            "<span style='font-weight:700;font-style:italic'>",
            "<b style=font-weight:normal>",
            "<style>",
            "<script>",
            "<textarea>",
            "<title>",
            "<pre>",
            "<select><option>",
            "<template>",
            "<form>",
            "<p id=a>",
            "<a href=#a>",
            "<http:",
            "<http://a>",
            "<a@",
            "<a@b.c>",
            "<a@b.",
            "[",
            "]",
            "![",
            "](",
            "](<",
            "](a",
            "](a)",
            "](a \"",
            "](a '",
            "](a (",
            "](\\(",
            "[]",
            "[a]",
            "[a][",
            "[a][b]",
            "[a](b)",
            "![a](b)",
            "[![a](b)](c)",
            "[^",
            "[^a]",
            "[^a]: b\n",
            "[a]: b\n",
            "[a]: <b",
            "[a]: b \"",
            "[a]: b 'c'\n",
            "[\\",
            "\\",
            "\\[",
            "(",
            ")",
            "*",
            "**",
            "***",
            "_",
            "__",
            "*a",
            "a*",
            "*a ",
            " b*",
            "**a ",
            "_a ",
            "*a_",
            "~",
            "~~",
            "~~~\n",
            "~~a",
            "`",
            "``",
            "`a``",
            "```\n",
            "`a",
            "&",
            "&#",
            "&#1",
            "&#146;",
            "&#x",
            "&amp;",
            "&amp",
            "&a;",
            "&quot",
            "> ",
            ">",
            "- ",
            "* ",
            "+ ",
            "1. ",
            "1) ",
            "- - ",
            "> - ",
            "    ",
            "\t",
            "  ",
            " ",
            "\n",
            "\n\n",
            "\n> ",
            "\n- ",
            "\n    ",
            "\n\t- ",
            "# ",
            "#",
            "\n# ",
            "\n===\n",
            "\n---\n",
            "---\n",
            "***\n",
            "|",
            "|a",
            "|-",
            "|-|-|\n",
            "|a|b|\n",
            "|:-:",
            "- [ ] ",
            "- [x] a\n",
            "http://",
            "https://a.b/",
            "https://a.b/(",
            "https://a.b/。",
            "https://a.b/a,字",
            "https://a.b字",
            "字a@b.c字",
            "a.字",
            "https://a.b/__c",
            "**https://a.b/c**d",
            "_https://a.b/_",
            "|https://a.b/c",
            "字**“",
            "”**字",
            "(字*",
            "<a:b>",
            "](a:b)",
            "→",
            "<x>",
            "<input type=checkbox>",
            "<embed src=//a.b>",
            "<video src=//a.b>",
            "<td style=text-align:left>",
            "```a b\n",
            "2. \n",
            "3. a\n",
            "|a|b|c\n",
            "www.",
            "www.a.",
            "a@",
            "a@b.",
            "a@b.c ",
            "@",
            ".",
            ":",
            ";",
            ",",
            "!",
            "a",
            "a ",
            "字",
            "。",
            "\u202E",
            "\u200D",
            "e\u0301",
            "\u05D0",
            "😀",
            "{{ ",
            "}}",
            "$",
            "=",
            "/",
            "0",
            "\\\n");

    private static final String ORDINARY = """
            Some *readers* wrote that the [manual](https://example.org/manual?page=2) is "hard to follow", and **they are
            right**: see `config.yaml` & the notes at https://example.org/notes. What would you do?

            > We said so last year (twice).

            - one thing, then
            - another & a `third`

            Well, that depends on the time you have; it took me an hour or two, and I am slow at such things.

            """;

    /** The same as an editor of HTML writes it. */
    private static final String ORDINARY_HTML = """
            <p>Some <em>readers</em> wrote that the <a href="https://example.org/manual?page=2">manual</a> is &quot;hard to
            follow&quot;, and <strong>they are right</strong>: see <code>config.yaml</code> &amp; the notes at
            <a href="https://example.org/notes">https://example.org/notes</a>. What would you do?</p>
            <blockquote><p>We said so last year (twice).</p></blockquote>
            <ul><li>one thing, then</li><li>another &amp; a <code>third</code></li></ul>
            <p>Well, that depends on the time you have; it took me an hour or two, and I am slow at such things.</p>
            """;

    private AwkwardMarkup() {}

    /** HTML as people write it. */
    public static String ordinaryHtml(int length) {
        return fill(ORDINARY_HTML, length);
    }

    /** A text as people write it. */
    public static String ordinary(int length) {
        return fill(ORDINARY, length);
    }

    /** Each piece alone, over and over. */
    public static Stream<String> repeated(int length) {
        return PIECES.stream().map(piece -> fill(piece, length));
    }

    /** A text of a kind, of pieces and of an arrangement that the seed decides. */
    public static String text(long seed, int length) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        return switch (random.nextInt(11)) {
            case 0 -> fill(unit(random, 1), length);
            case 1 -> fill(unit(random, 2 + random.nextInt(4)), length);
            case 2 -> halves(unit(random, 1 + random.nextInt(2)), unit(random, 1 + random.nextInt(2)), length);
            case 3 ->
                fill(piece(random), length / 3) + fill(unit(random, 2), length / 3) + fill(unit(random, 2), length / 3);
            case 4 ->
                fill(
                        halves(unit(random, 1), unit(random, 2), 20 + random.nextInt(900))
                                + (random.nextBoolean() ? "\n\n" : "\n"),
                        length);
            case 5 -> shuffled(random, 2 + random.nextInt(5), length);
            case 6 -> shuffled(random, PIECES.size(), length);
            case 7 -> runs(random, length);
            case 8 -> lines(random, length);
            case 9 -> definitions(random, length);
            default -> attributes(random, length);
        };
    }

    private static String piece(Random random) {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    private static String unit(Random random, int pieces) {
        StringBuilder unit = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            unit.append(piece(random));
        }
        return unit.toString();
    }

    private static String halves(String before, String after, int length) {
        return fill(before, length / 2) + (length % 2 == 0 ? "" : "a") + fill(after, length / 2);
    }

    private static String shuffled(Random random, int kinds, int length) {
        String[] pieces = new String[kinds];
        for (int i = 0; i < kinds; i++) {
            pieces[i] = piece(random);
        }
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append(pieces[random.nextInt(kinds)]);
        }
        return fit(text, length);
    }

    /** Runs of one character, each of another length. */
    private static String runs(Random random, int length) {
        String character = "`*_~[]<>&!(#|-\"".charAt(random.nextInt(15)) + "";
        String between = piece(random);
        boolean growing = random.nextBoolean();
        StringBuilder text = new StringBuilder(length);
        for (int run = 1; text.length() < length; run++) {
            text.append(character.repeat(growing ? run : 1 + random.nextInt(40)))
                    .append(between);
        }
        return fit(text, length);
    }

    /** Lines that begin deep inside of quotes and lists. */
    private static String lines(Random random, int length) {
        String container = List.of("> ", "- ", "1. ", "  ", ">", "* > ", "+ - ").get(random.nextInt(7));
        int depth = 1 + random.nextInt(120);
        String rest = unit(random, 1 + random.nextInt(2));
        boolean stairs = random.nextBoolean();
        StringBuilder text = new StringBuilder(length);
        for (int line = 0; text.length() < length; line++) {
            text.append(stairs ? " ".repeat(Math.min(line * 2, 300)) : "")
                    .append(container.repeat(stairs ? 1 : depth))
                    .append(rest)
                    .append('\n');
        }
        return fit(text, length);
    }

    /** Many definitions, or one that is used often. */
    private static String definitions(Random random, int length) {
        StringBuilder text = new StringBuilder(length);
        int many = 1 + random.nextInt(1 + length / 20);
        String target = fill(unit(random, 1).strip() + "x", 1 + random.nextInt(1 + length / 50))
                .replaceAll("\\s", "x");
        for (int i = 0; i < many && text.length() < length / 2; i++) {
            text.append(random.nextInt(3) == 0 ? "[^" : "[")
                    .append(i)
                    .append("]: ")
                    .append(target)
                    .append('\n');
        }
        text.append('\n');
        while (text.length() < length) {
            text.append('[')
                    .append(random.nextInt(many))
                    .append(']')
                    .append(random.nextInt(9) == 0 ? piece(random) : "");
        }
        return fit(text, length);
    }

    /** Tags with very many attributes. */
    private static String attributes(Random random, int length) {
        StringBuilder text = new StringBuilder(length);
        int many = 1 + random.nextInt(1 + length / 4);
        String value =
                List.of("", "=b", "='b'", "=\"b\"", "=\"&quot;\"", "=", "=#a").get(random.nextInt(7));
        boolean distinct = random.nextBoolean();
        String name = List.of("a", "id", "href", "class", "on", "style").get(random.nextInt(6));
        String lead = random.nextBoolean() ? "" : unit(random, 1);
        while (text.length() < length) {
            text.append(lead)
                    .append("<")
                    .append(List.of("a", "p", "img", "div", "x").get(random.nextInt(5)));
            for (int i = 0; i < many && text.length() < length; i++) {
                text.append(' ').append(name).append(distinct ? i : "").append(value);
            }
            text.append(random.nextInt(4) == 0 ? "\n" : ">");
        }
        return fit(text, length);
    }

    private static String fill(String unit, int length) {
        return length <= 0 ? "" : fit(new StringBuilder(unit.repeat(length / unit.length() + 1)), length);
    }

    private static String fit(StringBuilder text, int length) {
        int end = Math.min(length, text.length());
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}

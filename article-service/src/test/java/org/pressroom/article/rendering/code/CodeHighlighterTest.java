package org.pressroom.article.rendering.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pressroom.testkit.AwkwardMarkup;
import org.pressroom.testkit.CostlyText;

class CodeHighlighterTest {

    private static final int MEGABYTE = 1_000_000;

    /** Each language asks a fixed number of questions at each character. */
    private static final int MOST_STEPS = 40;

    private static List<Token> tokens(String language, String code) {
        return CodeHighlighter.of(language).orElseThrow().tokens(code);
    }

    /** Such as {@code keyword:int}. */
    private static String told(String language, String code) {
        return tokens(language, code).stream()
                .map(token -> token.kind().cssClass().substring("code-".length())
                        + ":"
                        + code.substring(token.from(), token.to()).replace("\n", "⏎"))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '´',
            value = {
                "java ¦ @Override int a1 = 0x1F; // b ¦ name:@Override keyword:int number:0x1F comment:// b",
                "java ¦ char c = '\\''; String s = \"a \\\" // b\"; ¦ keyword:char string:'\\'' string:\"a \\\" // b\"",
                "kotlin ¦ val a = 1_000 /* b */ ¦ keyword:val number:1_000 comment:/* b */",
                "js ¦ const a = `b ${c}` // d ¦ keyword:const string:`b ${c}` comment:// d",
                "ts ¦ interface A { b?: string } ¦ keyword:interface keyword:string",
                "json ¦ {\"a\": [1.5e-3, \"b\", true]} ¦ name:\"a\" number:1.5e-3 string:\"b\" keyword:true",
                "html ¦ <a href=\"b\">c &amp; d</a> ¦ tag:<a name:href string:\"b\" tag:> number:&amp; tag:</a>",
                "html ¦ <script>let a</script>b ¦ tag:<script> keyword:let tag:</script>",
                "xml ¦ <?xml version='1.0'?><!-- a --> ¦ tag:<?xml name:version string:'1.0' tag:?> comment:<!-- a -->",
                "css ¦ a { color: red; /* b */ margin: 2px } ¦ name:color comment:/* b */ name:margin number:2px",
                "sql ¦ SELECT a FROM b WHERE c = 'd' -- e ¦ keyword:SELECT keyword:FROM keyword:WHERE string:'d' comment:-- e",
                "python ¦ @a def b(): return None # c ¦ name:@a keyword:def keyword:return keyword:None comment:# c",
                "bash ¦ echo \"a\" $HOME ${b} # c ¦ keyword:echo string:\"a\" variable:$HOME variable:${b} comment:# c",
                "yaml ¦ a-b: true # c ¦ name:a-b keyword:true comment:# c",
                "go ¦ func a() { return `b` } ¦ keyword:func keyword:return string:`b`",
                "rust ¦ fn a<'b>(c: char) { 'd' } ¦ keyword:fn keyword:char string:'d'",
                "c++ ¦ #include <a> // b ¦ name:#include comment:// b",
                "C ¦ int a; ¦ keyword:int",
                "php ¦ Echo $a; ¦ keyword:Echo variable:$a",
                "markdown ¦ # A ¦ keyword:# A",
                "markdown ¦ *a* `b` [c](d) ¦ name:* name:* string:`b` variable:(d)"
            })
    void wordsTextsAndRemarksAreToldApart(String language, String code, String told) {
        assertThat(told(language, code)).isEqualTo(told);
    }

    @Test
    void aDifferenceIsReadByItsLines() {
        assertThat(told("diff", "--- a\n+++ b\n@@ -1 +1 @@\n c\n-d\n+e"))
                .isEqualTo("name:--- a name:+++ b number:@@ -1 +1 @@ deleted:-d inserted:+e");
    }

    /** What is left open ends with its line, or with the code. */
    @Test
    void whatIsNotClosedColoursNoMoreThanItMust() {
        assertThat(told("java", "String a = \"b\nint c")).isEqualTo("string:\"b keyword:int");
        assertThat(told("java", "int a /* b\nint c")).isEqualTo("keyword:int comment:/* b⏎int c");
        assertThat(told("python", "'''a\nb")).isEqualTo("string:'''a⏎b");
        assertThat(told("html", "<a <b>")).isEqualTo("tag:<a tag:<b>");
    }

    @Test
    void languagesThatNobodyKnowsHaveNone() {
        assertThat(CodeHighlighter.of("cobol")).isEmpty();
        assertThat(CodeHighlighter.of("")).isEmpty();
        assertThat(CodeHighlighter.of("JAVA").orElseThrow().languageName()).isEqualTo("Java");
    }

    static Stream<String> languages() {
        return CodeHighlighter.all().values().stream()
                .map(language -> language.name().toLowerCase(Locale.ROOT))
                .distinct()
                .map(name -> name.equals("settings") ? "toml" : name);
    }

    /** A megabyte of anything, over and over, takes steps in proportion: nothing is read again. */
    @ParameterizedTest
    @MethodSource("languages")
    void aMegabyteOfAnythingIsReadOnce(String language) {
        Stream<String> pieces = Stream.concat(
                Stream.concat(CostlyText.of(64), AwkwardMarkup.PIECES.stream()),
                Stream.of(
                        "'",
                        "\"",
                        "`",
                        "/*",
                        "*/",
                        "//",
                        "'''",
                        "\"\"\"",
                        "${",
                        "$(",
                        "<script>",
                        "<style>",
                        "&a",
                        "```\n"));
        pieces.forEach(piece -> assertBounded(language, piece.repeat(2_000 / piece.length())));
        for (String piece : List.of("'a", "/*", "<script>", "\"\\")) {
            assertBounded(language, piece.repeat(MEGABYTE / piece.length()));
        }
    }

    private static void assertBounded(String language, String code) {
        Code read = new Code(code);
        List<Token> tokens = CodeHighlighter.of(language).orElseThrow().tokens(read);
        assertThat(read.steps())
                .as(code.substring(0, Math.min(20, code.length())))
                .isLessThan((long) MOST_STEPS * code.length());
        int end = 0;
        for (Token token : tokens) {
            assertThat(token.from()).isGreaterThanOrEqualTo(end);
            assertThat(token.to()).isGreaterThan(token.from()).isLessThanOrEqualTo(code.length());
            end = token.to();
        }
    }
}

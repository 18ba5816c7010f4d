package org.pressroom.common.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.gcardone.junidecode.Junidecode;

/** What stands for a name in an address: lower-case words of {@code a-z} and {@code 0-9}, joined by {@code -}. */
public final class Slug {

    /** The longest slug, in characters. */
    public static final int MAX_LENGTH = 100;

    /** The shape of a slug, as a regular expression. Possessive: what it could go back to would fill the stack. */
    public static final String PATTERN = "[a-z0-9]++(?:-[a-z0-9]++)*+";

    /** Those made from a name are kept shorter, so that a suffix has room. */
    private static final int MAX_DERIVED_LENGTH = 80;

    private static final int LAST_NUMBER = 9;

    private static final Pattern SHAPE = Pattern.compile(PATTERN);
    private static final Pattern SHARP = Pattern.compile("(?<=\\p{L})#(?![\\p{L}\\p{N}])");
    private static final Pattern PLUS = Pattern.compile("(?<=[\\p{L}+])\\+(?![\\p{L}\\p{N}])");
    private static final Pattern APOSTROPHES = Pattern.compile("['`\"]");
    private static final Pattern SEPARATORS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern ENDS = Pattern.compile("^-+|-+$");

    private Slug() {}

    /** Whether the text has the shape of a slug and is not over {@link #MAX_LENGTH}. */
    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH && SHAPE.matcher(text).matches();
    }

    /**
     * The slug of a name in any script, in Latin letters: {@code "Привет, мир"} gives {@code privet-mir}, {@code "C++"}
     * gives {@code c-plus-plus}. Empty where the name has no letter or digit at all.
     */
    public static Optional<String> derive(String name) {
        String spoken =
                PLUS.matcher(SHARP.matcher(simple(name)).replaceAll(" sharp ")).replaceAll(" plus ");
        String latin = Junidecode.unidecode(spoken).toLowerCase(Locale.ROOT);
        String plain = APOSTROPHES.matcher(latin).replaceAll("");
        String joined = ENDS.matcher(SEPARATORS.matcher(plain).replaceAll("-")).replaceAll("");
        return joined.isEmpty() ? Optional.empty() : Optional.of(shorten(joined));
    }

    /** The slug of a name, or the fallback where {@link #derive} gives none. */
    public static String derive(String name, String fallback) {
        return derive(name).orElse(fallback);
    }

    /**
     * Slugs to try, the best first: the slug as it is, then with a number behind it, and last one that hardly anybody can
     * have.
     */
    public static List<String> candidates(String slug) {
        return Stream.concat(
                        IntStream.rangeClosed(1, LAST_NUMBER)
                                .mapToObj(number -> number == 1 ? slug : slug + "-" + number),
                        Stream.of(slug + "-" + chance()))
                .toList();
    }

    private static String chance() {
        long random = ThreadLocalRandom.current().nextLong(36L * 36 * 36 * 36 * 36 * 36);
        return String.format(Locale.ROOT, "%6s", Long.toString(random, 36)).replace(' ', '0');
    }

    /**
     * Composed, since the transliteration knows letters and not what they are composed of; and it knows no plane but the
     * first, where most letters of the others have a twin.
     */
    private static String simple(String name) {
        StringBuilder simple = new StringBuilder(name.length());
        Names.composed(name).codePoints().forEach(point -> {
            String character = Character.toString(point);
            simple.append(Character.isBmpCodePoint(point) ? character : NormalForms.nfkc(character));
        });
        return simple.toString();
    }

    private static String shorten(String slug) {
        if (slug.length() <= MAX_DERIVED_LENGTH) {
            return slug;
        }
        int cut = slug.lastIndexOf('-', MAX_DERIVED_LENGTH);
        return slug.substring(0, cut > 0 ? cut : MAX_DERIVED_LENGTH);
    }
}

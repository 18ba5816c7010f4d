package org.pressroom.article.naming;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import net.gcardone.junidecode.Junidecode;

/** What stands for a name in an address: lower-case words of {@code a-z} and {@code 0-9}, joined by {@code -}. */
public final class Slug {

    /** The longest slug, in characters. */
    public static final int MAX_LENGTH = 100;

    /** Those made from a name are kept shorter, so that a suffix has room. */
    private static final int MAX_DERIVED_LENGTH = 80;

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
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
        String spoken = PLUS.matcher(SHARP.matcher(name).replaceAll(" sharp ")).replaceAll(" plus ");
        String latin = Junidecode.unidecode(spoken).toLowerCase(Locale.ROOT);
        String plain = APOSTROPHES.matcher(latin).replaceAll("");
        String joined = ENDS.matcher(SEPARATORS.matcher(plain).replaceAll("-")).replaceAll("");
        return joined.isEmpty() ? Optional.empty() : Optional.of(shorten(joined));
    }

    private static String shorten(String slug) {
        if (slug.length() <= MAX_DERIVED_LENGTH) {
            return slug;
        }
        int cut = slug.lastIndexOf('-', MAX_DERIVED_LENGTH);
        return slug.substring(0, cut > 0 ? cut : MAX_DERIVED_LENGTH);
    }
}

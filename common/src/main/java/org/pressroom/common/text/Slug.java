package org.pressroom.common.text;

import com.ibm.icu.lang.UCharacter;
import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.gcardone.junidecode.Junidecode;

/** What stands for a name in an address: lower-case words of {@code a-z} and {@code 0-9}, joined by {@code -}. */
public final class Slug {

    /** The longest slug, in characters. */
    public static final int MAX_LENGTH = 100;

    /** What a text must be to be one, as a problem says it. */
    public static final String RULE =
            "must be lower-case words of a-z and 0-9 joined by '-', at most " + MAX_LENGTH + " characters";

    /** The shape of a slug, as a regular expression. Possessive: what it could go back to would fill the stack. */
    static final String PATTERN = "[a-z0-9]++(?:-[a-z0-9]++)*+";

    /** Those made from a name are kept shorter, so that a suffix has room. */
    private static final int MAX_DERIVED_LENGTH = 80;

    private static final int LAST_NUMBER = 9;

    private static final Pattern SHAPE = Pattern.compile(PATTERN);
    private static final Pattern SUFFIX = Pattern.compile("[2-" + LAST_NUMBER + "]|[a-z0-9]{6}");
    private static final Pattern SHARP = Pattern.compile("(?<=\\p{L})#(?![\\p{L}\\p{N}])");
    private static final Pattern PLUS = Pattern.compile("(?<=[\\p{L}+])\\+(?![\\p{L}\\p{N}])");
    private static final Pattern APOSTROPHES = Pattern.compile("['`\"]");
    private static final Pattern SEPARATORS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern ENDS = Pattern.compile("^-+|-+$");
    private static final Pattern LATIN = Pattern.compile("[A-Za-z0-9]");

    /** Stands for the letter before it. */
    private static final int REPEATED = '々';

    private static final String UNSPOKEN = "əƏәӘǝԑԐةأإآٱอອဢൺൻർൽൾൿ";
    private static final String SPOKEN = "aaaaaeehaaaaooannrllk";

    /** What Unicode calls a letter, or a syllable, in the scripts where that is how it sounds. */
    private static final Pattern SOUND =
            Pattern.compile("[A-Z -]+ (?:LETTER|SYLLABLE|CHARACTER) (?:[A-Z]+ )*?([A-Z]{1,4})(?: WITH .+)?");

    /** There letters have names of their own, as alef has, and some are silent. */
    private static final Set<UnicodeScript> NAMED_OTHERWISE = Set.of(
            UnicodeScript.ARABIC,
            UnicodeScript.HEBREW,
            UnicodeScript.SYRIAC,
            UnicodeScript.SAMARITAN,
            UnicodeScript.MANDAIC,
            UnicodeScript.THAANA,
            UnicodeScript.COMMON,
            UnicodeScript.INHERITED);

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

    /** Whether it is one of those that {@link #candidates} gives for a slug. */
    public static boolean isCandidate(String candidate, String slug) {
        return candidate.equals(slug)
                || (candidate.startsWith(slug + "-")
                        && SUFFIX.matcher(candidate.substring(slug.length() + 1))
                                .matches());
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
            if (point == REPEATED && !simple.isEmpty()) {
                simple.append(simple.charAt(simple.length() - 1));
            } else if (!Character.isBmpCodePoint(point)) {
                simple.append(NormalForms.nfkc(character));
            } else {
                simple.append(point < 0x80 || isSpoken(character) ? character : spoken(point));
            }
        });
        return simple.toString();
    }

    private static boolean isSpoken(String character) {
        return LATIN.matcher(Junidecode.unidecode(character)).find();
    }

    /** What the transliteration has no letters for: by a list, by the twin in the other case, or by its Unicode name. */
    private static String spoken(int point) {
        int listed = UNSPOKEN.indexOf(point);
        if (listed >= 0) {
            return SPOKEN.substring(listed, listed + 1);
        }
        for (int twin : new int[] {UCharacter.toLowerCase(point), UCharacter.toUpperCase(point)}) {
            if (isSpoken(Character.toString(twin))) {
                return Character.toString(twin);
            }
        }
        String name = NAMED_OTHERWISE.contains(UnicodeScript.of(point)) ? null : UCharacter.getName(point);
        Matcher sound = SOUND.matcher(name == null ? "" : name);
        return sound.matches() ? sound.group(1).toLowerCase(Locale.ROOT) : Character.toString(point);
    }

    private static String shorten(String slug) {
        if (slug.length() <= MAX_DERIVED_LENGTH) {
            return slug;
        }
        int cut = slug.lastIndexOf('-', MAX_DERIVED_LENGTH);
        return slug.substring(0, cut > 0 ? cut : MAX_DERIVED_LENGTH);
    }
}

package org.pressroom.article.media;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.pictures.PictureType;
import org.pressroom.common.PlainJava;
import org.pressroom.common.text.Names;
import org.pressroom.common.text.Shown;
import org.pressroom.common.text.Slug;

/** Names of files, which whoever uploads one chooses freely. */
@PlainJava
final class FileNames {

    private static final int MOST_SHOWN = 150;
    private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\]", Pattern.DOTALL);
    private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");

    /** What has no place in a line, or turns what stands beside it around. */
    private static final Pattern UNFIT =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069\\uFEFF]");

    private FileNames() {}

    /** As people are shown it: without folders, and without what would play tricks. */
    static String shown(@Nullable String given, PictureType type) {
        String name = given == null ? "" : FOLDERS.matcher(given).replaceFirst("");
        name = Names.composed(UNFIT.matcher(name).replaceAll("")).strip();
        if (name.codePointCount(0, name.length()) > MOST_SHOWN) {
            name = name.substring(0, name.offsetByCodePoints(0, MOST_SHOWN)).strip();
        }
        return Shown.isBlank(ENDING.matcher(name).replaceFirst("")) || name.startsWith(".")
                ? "picture." + type.extension()
                : name;
    }

    /** For an address: small Latin letters, digits and hyphens for names in any script, and the ending of the true type. */
    static String safe(String shown, PictureType type) {
        return Slug.derive(ENDING.matcher(shown).replaceFirst(""), "picture") + "." + type.extension();
    }
}

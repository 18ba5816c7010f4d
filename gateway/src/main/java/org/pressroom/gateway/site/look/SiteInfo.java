package org.pressroom.gateway.site.look;

import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.util.ULocale;
import java.util.List;

/**
 * What every page knows about the publication, in the language in which it speaks to its reader.
 *
 * @param description one sentence of it
 * @param language that one, as of BCP 47
 * @param dir the direction in which it is written, {@code ltr} or {@code rtl}
 * @param script the one in which it is written, as of ISO 15924
 * @param own the publication's own language, which texts are in of which nothing else is known
 * @param ownScript the one in which that is written
 * @param languages all that a reader may choose from
 * @param assets where styles and scripts are, a path with a version in it, so that browsers keep them for good
 * @param themed whether a publisher's style sheet {@code theme.css} is among them
 * @param look how its pages look
 */
public record SiteInfo(
        String name,
        String description,
        String url,
        String language,
        String dir,
        String script,
        String own,
        String ownScript,
        List<Choice> languages,
        String assets,
        boolean themed,
        Look look) {

    /**
     * A language to choose.
     *
     * @param name what it calls itself
     */
    public record Choice(String language, String name, String dir) {}

    /** A number as this language writes it. */
    public String number(long number) {
        return NumberFormat.getIntegerInstance(ULocale.forLanguageTag(language)).format(number);
    }
}

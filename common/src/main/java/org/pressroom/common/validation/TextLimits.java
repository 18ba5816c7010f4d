package org.pressroom.common.validation;

import org.pressroom.common.text.EmailAddress;
import org.pressroom.common.text.Slug;

/**
 * The longest texts that the services take, in Unicode code points after line breaks were made one character each; only
 * what is an address is counted as browsers do, in UTF-16. The forms of the site and the desk have no other: those that
 * hold words leave it to the service to refuse more, for browsers cut what is too long, and count an emoji twice.
 */
public final class TextLimits {

    public static final int TITLE = 200;

    /** Of an article, of which no more than 72 bytes count. */
    public static final int PASSWORD = 72;

    public static final int SUMMARY = 500;
    /** The text of an article. */
    public static final int ARTICLE = 300_000;
    /** The name of a category or a tag. */
    public static final int TERM = 60;
    /** What is said of a category or a tag. */
    public static final int TERM_DESCRIPTION = 2_000;
    /** Tags of one article. */
    public static final int TAGS = 20;
    /** Authors of one article. */
    public static final int AUTHORS = 10;
    /** The address of an article, which its author chose. */
    public static final int SLUG = Slug.MAX_LENGTH;
    /** The address of an article's picture. */
    public static final int COVER = 2_000;
    /** What readers search for. */
    public static final int SEARCH = 200;
    /** What is said to those who do not see a picture. */
    public static final int ALTERNATIVE = 500;

    /** What somebody who works on an article says of it to the others. */
    public static final int NOTE = 2_000;
    /** The passage of an article that a note is about. */
    public static final int QUOTE = 500;

    /** The text of a comment. */
    public static final int COMMENT = 10_000;
    /** The name that a comment is signed with. */
    public static final int SIGNATURE = 80;
    /** The address of a page that a signature leads to. */
    public static final int WEBSITE = 300;

    public static final int EMAIL = EmailAddress.LONGEST;

    private TextLimits() {}
}

package org.pressroom.article.searching.analysis;

/**
 * A word of a text; in scripts that set none apart, two letters that stand together.
 *
 * @param term by which it is found: its stem, folded
 * @param written as it stands, folded, in lower case
 * @param position in the text, from 0; what was left out counts too
 * @param start,end where it stands, in characters
 * @param isPart whether it is a part of a run of letters rather than a word that somebody may have typed in full
 */
public record Word(String term, String written, int position, int start, int end, boolean isPart) {}

package org.pressroom.common.contract;

/**
 * An author, a category or a tag in a list.
 *
 * @param articleCount how many published articles there are, at least 1
 */
public record CountedName(String slug, String name, long articleCount) {}

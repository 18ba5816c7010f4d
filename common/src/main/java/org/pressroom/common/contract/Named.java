package org.pressroom.common.contract;

/**
 * Somebody, or something, that articles can be listed by: an author, a category, a tag.
 *
 * @param slug of its page
 */
public record Named(String slug, String name) {}

package org.pressroom.common.http;

/**
 * Something that is written as JSON already, and still says what it is: what handlers answer whose bytes were needed
 * before, such as for a tag.
 *
 * @param <T> what it is
 */
@SuppressWarnings("UnusedTypeParameter") // signatures say it, and the API's documents read it there
public record JsonBytes<T>(byte[] bytes) {}

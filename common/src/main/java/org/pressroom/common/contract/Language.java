package org.pressroom.common.contract;

/**
 * A language that articles are written in.
 *
 * @param language as of BCP 47, without a script or a region
 * @param name what it calls itself
 */
public record Language(String language, String name) {}

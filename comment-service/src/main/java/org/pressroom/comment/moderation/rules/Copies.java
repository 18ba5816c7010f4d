package org.pressroom.comment.moderation.rules;

/**
 * Where else the same text stands, of the day before.
 *
 * @param inThread comments in this thread from the same address with the same text
 * @param elsewhere comments with the same text, wherever and from whomever; counted up to a bound
 */
public record Copies(int inThread, int elsewhere) {}

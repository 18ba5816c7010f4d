package org.pressroom.article.rendering.code;

/**
 * A piece of code that is more than plain.
 *
 * @param from where it begins, in characters
 * @param to behind its last character
 */
public record Token(TokenKind kind, int from, int to) {}

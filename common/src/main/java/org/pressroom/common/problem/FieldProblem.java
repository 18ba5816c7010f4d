package org.pressroom.common.problem;

/**
 * What is wrong with one field.
 *
 * @param field its path in the request, such as {@code author.email}
 * @param message what would be right, for the person who typed it
 */
public record FieldProblem(String field, String message) {}
